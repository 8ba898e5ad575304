"""The tagger with the project's own reference data, built once for every test that asks it."""

from __future__ import annotations

from functools import cache

from ingest.taggers import Tagger, build_tagger
from licensing.reference import load_reference


@cache
def tagger() -> Tagger:
    return build_tagger(load_reference())
