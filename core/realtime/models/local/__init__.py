"""The model that runs on this machine's processor, without any service.

Read ``model.py`` first.
"""
