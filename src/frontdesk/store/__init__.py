"""The database. Nothing outside this package knows SQL."""
