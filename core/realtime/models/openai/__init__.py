"""The model behind OpenAI's Realtime protocol, at OpenAI's or any other endpoint that speaks it.

Read ``model.py`` (the session's side) and ``endpoint.py`` (the endpoint's side) first.
"""
