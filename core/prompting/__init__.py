"""What the model is told: the system prompt within its token budget.

Read engine.py first, then builder.py (order and budget) and sections.py (the text).
"""
