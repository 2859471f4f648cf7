"""The book on disk: Peewee and SQLite live here and nowhere else."""
