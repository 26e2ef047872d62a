"""Resumes as people upload them: the text inside, and what of it does not show."""
