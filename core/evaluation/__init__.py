"""After the interview: what was asked and answered, and what a model proposes from it.

Nothing here decides. Without a model, coverage is all that is given; with one, each rating
stands beside the words it rests on, checked against what was said.
"""
