"""The interview plan of a posting: proposed, edited, frozen as versions.

Read interview_plan.py first, then service.py.
"""
