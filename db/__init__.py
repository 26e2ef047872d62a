"""Storage: the engine and its sessions, the embedded Postgres, migrations and demo data."""
