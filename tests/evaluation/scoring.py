"""Precision and recall of the taggers against labelled texts, per family and language. Our own measure.

A labelled row that is ``optional`` is neither demanded nor punished; neither are counts and costs of kind ``other`` and firms
that are only mentioned.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ingest.taggers import Tagger, build_tagger
from licensing.model import Tags
from licensing.reference import load_reference

FOLDER = Path(__file__).parent
FAMILIES = ("relevant", "firms", "events", "firm_counts", "costs")
Fact = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Hits, false alarms and misses of one family in one language."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """How much of what is shown is right."""
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        """How much of what is there is found."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


def load(*names: str) -> list[dict[str, Any]]:
    """Labelled texts of the files named, without ``.jsonl``."""
    return [json.loads(line) for name in names
            for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(records: Iterable[Mapping[str, Any]], tagger: Tagger | None = None) -> dict[tuple[str, str], Score]:
    """(language en or zh, family) -> score."""
    tagger = tagger or build_tagger(load_reference())
    tally: dict[tuple[str, str], list[int]] = {}
    for record in records:
        tags = tagger.tag(record["title"], record["text"], record.get("published"), record.get("language"))
        language = "zh" if str(record["language"]).startswith("zh") else "en"
        for family in FAMILIES:
            must, may = demanded(record, family)
            found = answered(tags, family)
            counted = tally.setdefault((language, family), [0, 0, 0])
            for place, facts in enumerate((must & found, found - must - may, must - found)):
                counted[place] += len(facts)
    return {key: Score(*counted) for key, counted in sorted(tally.items())}


def demanded(record: Mapping[str, Any], family: str) -> tuple[set[Fact], set[Fact]]:
    """(facts that must be found, facts that may be)."""
    if family == "relevant":
        return ({(True,)} if record["relevant"] else set()), ({(True,)} if record.get("borderline") else set())
    rows = [(_fact(row, family), {**row, "optional": row.get("optional") or record.get("borderline")})
            for row in record.get(family) or []]
    spare = [fact for fact, row in rows if _is_spare(row, family)]
    also = [(row["also"]["currency"], row["also"]["low"], row["also"]["high"]) for _, row in rows if row.get("also")]
    must = {fact for fact, row in rows if not _is_spare(row, family)}
    return must, (set(spare) | set(also)) - must


def answered(tags: Tags, family: str) -> set[Fact]:
    """What the taggers found, as comparable facts."""
    if family == "relevant":
        return {(True,)} if tags.relevant else set()
    if family == "firms":
        return {(firm_key(firm.slug, firm.name),) for firm in tags.firms if firm.role != "other"}
    if family == "events":
        return {(firm_key(event.slug, event.name), str(event.event)) for event in tags.events}
    if family == "firm_counts":
        return {(str(count.category), count.low, count.high) for count in tags.firm_counts if count.category != "other"}
    return {(str(cost.amount.currency), cost.amount.low, cost.amount.high) for cost in tags.costs if cost.kind != "other"}


def firm_key(slug: str | None, *names: str | None) -> str:
    """A firm's slug where any of its spellings is in the reference, else its name without case and signs."""
    if slug:
        return slug
    keys = [name_key(name) for name in names if name]
    return next((spellings()[key] for key in keys if key in spellings()), keys[0] if keys else "")


def name_key(name: str) -> str:
    """A spelling with case, width, spaces and signs taken off."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())


@cache
def spellings() -> dict[str, str]:
    """name_key of every spelling of the reference -> slug."""
    reference = load_reference()
    known = {name_key(alias.alias): alias.firm_slug for alias in reference.aliases}
    return known | {name_key(name): firm.slug for firm in reference.firms for name in (firm.legal_name, firm.platform_name, firm.slug) if name}


def _fact(row: Mapping[str, Any], family: str) -> Fact:
    if family in ("firms", "events"):
        key = firm_key(row.get("slug"), row.get("name") or row.get("firm"), row.get("name_in_text"), row.get("surface"))
        return (key,) if family == "firms" else (key, row["event"])
    if family == "firm_counts":
        return row["category"], row["low"], row["high"]
    return row["currency"], row["low"], row["high"]


def _is_spare(row: Mapping[str, Any], family: str) -> bool:
    return bool(row.get("optional")) or (family == "firms" and row["role"] == "other") or row.get("category") == "other"
