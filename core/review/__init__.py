"""After the interview: pipeline, scorecards, comparison, decisions and what is taken away."""
