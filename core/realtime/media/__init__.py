"""The sound of a live interview: the interviewer's voice, the recording, and acoustic echo.

Read ``speech_buffer.py`` first.
"""
