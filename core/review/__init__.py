"""What the team does after the interview: pipeline, scorecards, comparison, decisions, exports.

Read workspace.py first: it loads what one reviewer sees of one interview.
"""
