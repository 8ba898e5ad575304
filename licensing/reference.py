"""The reference data: firms, spellings, dated statuses, milestones, official figures, alerts, feeds.

Loaded whole, checked hard: the first wrong row ends the loading with ``file:line: what``. Columns of the files are the
columns of the tables of the same name (licensing/migrations.py).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from licensing import reference_checks as checks
from licensing import reference_rows as rows
from licensing import settings
from licensing.model import Alias, Firm, Language, LicenceEvent, Source, SourceError
from licensing.reference_rows import Alert, Milestone, OfficialFigure

SOURCE_KEYS = {"id", "name", "publisher", "url", "language", "scope", "enabled", "headers", "full_text"}


@dataclass(frozen=True, slots=True)
class Reference:
    """All of data/reference that is not a feed or a register's address."""

    firms: tuple[Firm, ...]
    aliases: tuple[Alias, ...]
    licence_events: tuple[LicenceEvent, ...]
    milestones: tuple[Milestone, ...]
    official_figures: tuple[OfficialFigure, ...]
    alerts: tuple[Alert, ...]


def load_reference(folder: Path = settings.REFERENCE) -> Reference:
    """Everything in the folder. Raises ReferenceDataError, ``file:line: what``, at the first row that is wrong."""
    firms = rows.read(folder / "firms.csv", rows.firm)
    checks.unique(firms, "slug", lambda firm: firm.slug)
    checks.unique(firms, "CE number", lambda firm: firm.ce_number)
    slugs = {firm.slug for _, firm in firms}
    aliases = rows.read(folder / "aliases.csv", rows.alias)
    checks.known_firms(aliases, slugs)
    checks.one_claim_an_alias(aliases)
    events = rows.read(folder / "licence_events.csv", rows.licence_event)
    checks.known_firms(events, slugs)
    checks.within_regimes(events)
    checks.possible_transitions(events)
    alerts = rows.read(folder / "alerts.csv", rows.alert)
    checks.known_firms(alerts, slugs, "looks_like_slug")
    return Reference(
        firms=rows.values(firms), aliases=rows.values(aliases), licence_events=rows.values(events),
        milestones=rows.values(rows.read(folder / "milestones.csv", rows.milestone)),
        official_figures=rows.values(rows.read(folder / "official_figures.csv", rows.official_figure)),
        alerts=rows.values(alerts),
    )


def load_sources(path: Path) -> tuple[Source, ...]:
    """The feeds of a sources.toml, in its order, ``file:`` addresses made absolute. Raises SourceError."""
    try:
        text = path.read_text(encoding="utf-8")
        blocks = tomllib.loads(text).get("source", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SourceError(f"{path}: sources are [[source]] blocks")
    sources = tuple(_source(path, number, block) for number, block in enumerate(blocks, 1))
    ids = [source.id for source in sources]
    for repeated in {one for one in ids if ids.count(one) > 1}:
        raise SourceError(f"{path}: source {repeated}: this id is given twice")
    return sources


def _source(path: Path, number: int, block: dict[str, object]) -> Source:
    where = f"{path}: source {block.get('id') or f'number {number}'}:"
    unknown = sorted(set(block) - SOURCE_KEYS)
    if unknown:
        raise SourceError(f"{where} unknown key {unknown[0]!r}; known: {', '.join(sorted(SOURCE_KEYS))}")
    words = {key: block.get(key) for key in ("id", "name", "publisher", "url", "scope")}
    for key, value in words.items():
        if not isinstance(value, str) or not value.strip():
            raise SourceError(f"{where} {key} is missing")
    if not checks.SLUG.fullmatch(str(words["id"])):
        raise SourceError(f"{where} id must be lower-case letters, digits and hyphens")
    language = block.get("language", "")
    if language not in ("", *Language):
        raise SourceError(f"{where} language must be one of {', '.join(Language)}, or left out; not {language!r}")
    enabled, full_text, headers = block.get("enabled", True), block.get("full_text", True), block.get("headers", {})
    if not isinstance(enabled, bool) or not isinstance(full_text, bool):
        raise SourceError(f"{where} enabled and full_text are true or false")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise SourceError(f"{where} headers must be a table of texts")
    return Source(
        id=str(words["id"]), name=str(words["name"]), publisher=str(words["publisher"]),
        url=_address(path, where, str(words["url"])), language=Language(str(language)) if language else None,
        scope=str(words["scope"]), enabled=enabled, headers=dict(headers), full_text=full_text,
    )


def _address(path: Path, where: str, url: str) -> str:
    """http(s) as it stands; ``file:`` relative to the list's own folder, made absolute."""
    if url.startswith(("http://", "https://")):
        return url
    if not url.startswith("file:"):
        raise SourceError(f"{where} url must begin with http://, https:// or file:, not {url[:40]!r}")
    file = (path.parent / url.removeprefix("file://").removeprefix("file:")).resolve()
    if not file.is_file():
        raise SourceError(f"{where} there is no file {file}")
    return f"file:{file}"
