"""The product put together for the pages: settings, database, services, live rooms."""
