"""What a grammar found in one sentence, before firms are resolved and facts of the whole article are weighed."""

from __future__ import annotations

from typing import NamedTuple

from ingest.taggers.lexicon import Token
from licensing.model import Event, Role


class Finding(NamedTuple):
    """An event, or a role, said of firms. start and end: the offsets of its cue word in the sentence.

    firms: a firm token, or one of kind coreference(_many) that ``coreference`` resolves. gap: words between the cue and
    the firms, by which the nearest of several roles is taken.
    """

    firms: Token
    start: int
    end: int
    event: Event | None = None
    role: Role | None = None
    gap: int = 0
