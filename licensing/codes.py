"""Texts as arrays of the codes of their characters: a table over all of them changes a text in one step."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TypeAlias

import numpy
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[numpy.uint32]
_UTF32 = "utf-32-le" if sys.byteorder == "little" else "utf-32-be"


def codes_of(text: str) -> Codes:
    """One code a character, lone surrogates too; not to be written to."""
    return numpy.frombuffer(text.encode(_UTF32, "surrogatepass"), dtype=numpy.uint32)


def text_of(codes: Codes) -> str:
    """The text of such codes."""
    return codes.tobytes().decode(_UTF32, "surrogatepass")


def code_table(signs: Mapping[int, str]) -> Codes:
    """Code of every character -> code of what stands for it. signs: code -> one character; all others stay."""
    table = numpy.arange(sys.maxunicode + 1, dtype=numpy.uint32)
    for code, plain in signs.items():
        table[code] = ord(plain)
    return table
