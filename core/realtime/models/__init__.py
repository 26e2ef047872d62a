"""Speech in and out: one protocol for all models, and one implementation for each kind.

Read ``model.py`` first, then ``commands.py`` and ``events.py``.
"""
