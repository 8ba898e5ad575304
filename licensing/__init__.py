"""The shared kernel: what a fact is, how money is read, where the record is kept and how it is asked.

Never imports ``ingest`` or ``pages``.
"""
