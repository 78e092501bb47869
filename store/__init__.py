"""The only truth: SQLAlchemy tables, migrations, the queries the program needs, and the blobs."""
