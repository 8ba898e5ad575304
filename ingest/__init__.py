"""Feeds and registers in, tagged facts out: everything that writes the database."""
