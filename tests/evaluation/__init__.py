"""Labelled texts of our own, the floors the taggers are held to on them, and how both are measured."""
