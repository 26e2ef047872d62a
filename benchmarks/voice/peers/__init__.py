"""The servers that are measured, each a script of its own with PORT and ENDPOINT (ws://…/v1) set.

FastRTC's and Pipecat's run in environments of their own, so they import nothing of the project.
"""
