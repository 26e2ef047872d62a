"""What the team sees of a posting: its form, its interview plan, its applications.

posting_detail.py is the view of one posting; plan_editor.py that of its plan.
"""
