"""Backups: one file with the database and everything beside it, the keys in a file of their own."""
