"""Who speaks and listens for the session: one protocol, and a folder for each kind."""
