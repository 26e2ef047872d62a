"""Is a pause the end of an answer? Speech with labelled pauses, and what the local model makes of
it."""
