"""The live interview: a session leads it, models speak and listen, media carries the sound."""
