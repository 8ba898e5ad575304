"""Names that look like a licensed firm's but are not: what fraudsters on the alert lists live on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

COMMON_WORDS = re.compile(  # words that make no name a look-alike
    r"\b(hong ?kong|hk|limited|ltd|company|co|exchange|global|group|holdings?|digital|asset|assets|virtual|crypto|"
    r"finance|financial|markets?|trading?|platform|pro|app|vip|www|com|net|io|org|top|cc)\b"
)
SAME_SHAPE = str.maketrans({"0": "o", "1": "l", "5": "s", "i": "l", "_": None})
MIN_LENGTH = 3  # a shorter core is too common to say anything
MAX_EDITS_BY_LENGTH = ((8, 2), (5, 1))  # cores of at least so many letters may differ by so many edits


@lru_cache(maxsize=4096)
def core(name: str) -> str:
    """What is left of a name without its common words, look-alike letters folded together.

    >>> core("OSL Exchange") == core("0SL-exchange.com")
    True
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    words = re.sub(r"https?:/*|hxxps?:/*|\[|\]", " ", folded)
    bare = re.sub(r"\s+", "", COMMON_WORDS.sub(" ", re.sub(r"[^\w]+", " ", words)))
    return bare.translate(SAME_SHAPE)


def looks_like(name: str, firms: Mapping[str, Iterable[str]]) -> str | None:
    """Slug of the firm whose name (any of its spellings) this one resembles, None if none does.

    >>> looks_like("Hashkeey", {"hashkey": ["HashKey Exchange"]}), looks_like("Bitones", {"hashkey": ["HashKey"]})
    ('hashkey', None)
    """
    candidate = core(name)
    if len(candidate) < MIN_LENGTH:
        return None
    for slug, spellings in firms.items():
        if any(_alike(candidate, core(spelling)) for spelling in spellings):
            return slug
    return None


def _alike(candidate: str, known: str) -> bool:
    if len(known) < MIN_LENGTH:
        return False
    if candidate == known:
        return True
    if len(known) >= 5 and known in candidate:
        return True
    allowed = next((edits for length, edits in MAX_EDITS_BY_LENGTH if len(known) >= length), 0)
    return allowed > 0 and OSA.distance(candidate, known, score_cutoff=allowed) <= allowed
