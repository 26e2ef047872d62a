"""Leads a live interview: who speaks when, what is said and heard, and what is stored of it.

Read ``session.py`` first; each kind of message that it gets has a handler of its own.
"""
