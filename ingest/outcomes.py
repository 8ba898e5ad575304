"""What became of one source in one run, and of the run as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SourceStatus(StrEnum):
    """How the reading of a source ended."""

    OK = "ok"
    UNCHANGED = "unchanged"  # 304, or the same bytes as last time
    EMPTY = "empty"  # a feed without an entry
    NOT_A_FEED = "not_a_feed"  # HTML, JSON, nothing, ...
    FAILED = "failed"
    UNREACHABLE = "unreachable"  # no such name, or no connection
    WAITING = "waiting"  # the server asked us to come back later

    @property
    def was_read(self) -> bool:
        """True where the source answered with a feed."""
        return self in (SourceStatus.OK, SourceStatus.UNCHANGED, SourceStatus.EMPTY)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One source in one run. newest_on: Hong Kong day of the newest dated item in the feed; took_ms: reading it."""

    source_id: str
    status: SourceStatus
    http_status: int | None = None
    entries: int = 0
    new: int = 0
    updated: int = 0
    error: str | None = None
    bytes: int = 0
    took_ms: int = 0
    newest_on: str | None = None

    def log_line(self) -> str:
        """``key=value`` pairs on one line; the error in quotes."""
        parts = [f"source={self.source_id}", f"status={self.status}"]
        if self.http_status is not None:
            parts.append(f"http={self.http_status}")
        parts += [f"entries={self.entries}", f"new={self.new}", f"updated={self.updated}", f"bytes={self.bytes}",
                  f"ms={self.took_ms}"]
        if self.error:
            parts.append(f"error={one_line(self.error)!r}")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run did. pages: articles' pages read; retagged: articles whose tags were stale."""

    run_id: int
    outcomes: tuple[Outcome, ...]
    pages: int = 0
    retagged: int = 0
    seconds: float = 0.0

    @property
    def nothing_read(self) -> bool:
        """True where there were sources and not one of them answered with a feed."""
        return bool(self.outcomes) and not any(outcome.status.was_read for outcome in self.outcomes)


def one_line(text: str, limit: int = 300) -> str:
    """``text`` without line breaks and control characters, cut to ``limit`` characters."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
