"""Memory that was freed, given back to the system: the allocator keeps it otherwise."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Return what is free to the system; does nothing where the C library is not glibc."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return
    trim(0)
