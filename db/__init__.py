"""The database: the embedded Postgres, connections, migrations, the job worker and demo data.

Read engine.py first: it opens a database and gives out its transactions.
"""
