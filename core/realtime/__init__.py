"""The live interview: models that speak and listen, the session that leads, the media bridge."""
