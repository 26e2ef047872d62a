"""A posting's skills: how each is read, and which competency asks about it.

Read competencies.py first, then reading.py; families_*.py hold the questions.
"""
