"""After the interview: coverage of what was asked and answered, and ratings that a model proposes.

Nothing here decides. Without a model there is coverage only; with one, each proposed rating stands
beside quotes that were checked against the transcript. Read work.py first, then steps.py.
"""
