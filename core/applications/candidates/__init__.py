"""What candidates do by their interview link: correct lines, take it again, report a lost link.

Read own_interview.py first.
"""
