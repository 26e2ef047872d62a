"""The live voice side by side with others' on the same work: ``python -m benchmarks.voice --help``.

Candidates of aiortc call each server (60 lines of aiortc as the floor, FastRTC, Pipecat, Rolecall),
speak, time the reply, cut in, and count what is stale; the speaking model is a fake endpoint whose
own time is known and taken off. The server has one core to itself, everything else has another.
"""
