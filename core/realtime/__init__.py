"""The live interview: session/ leads it, models/ speak and listen, media/ carries the sound.

Read ``session/session.py`` first; ``rooms.py`` and ``bridge.py`` connect a session to the browser.
"""
