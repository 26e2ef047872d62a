"""What the team sees of an interview: transcript, scorecards, evaluation, decision.

Read review_screen.py first: it puts them together.
"""
