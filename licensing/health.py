"""Is a source well? Judged from its last outcomes and the days of its items; pure.

>>> asked = (Past("2026-10-09T00:00:00+00:00", "empty", "the feed has no entry"),)
>>> judge(History("sfc", "SFC news", True, asked, ()), date(2026, 10, 9)).problems
('the feed is empty: the feed has no entry',)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

FAILURES_IN_A_ROW = 3
"""So many runs in a row without an answer make a source unhealthy; one or two are the web."""

LEAST_SILENCE_DAYS = 14
"""A feed may always be silent for so long."""

_ANSWERED = ("ok", "unchanged", "empty", "not_a_feed")
_ITEMS_FOR_A_RHYTHM = 5


@dataclass(frozen=True, slots=True)
class Past:
    """One outcome: when (UTC), how it ended (a status of source_outcomes), and the error in words (None: none)."""

    at: str
    status: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a source. past: newest first; item_days: Hong Kong days with an item, oldest first, no repeats.

    polled: False for a file of ours or a source switched off, which may be silent for ever.
    """

    source_id: str
    name: str
    polled: bool
    past: tuple[Past, ...]
    item_days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a source, in words. rhythm_days: usual longest silence, None: unknown.

    answered: whether it gave any answer in the outcomes looked at; of one that gave none nothing good can be said.
    """

    source_id: str
    problems: tuple[str, ...]
    rhythm_days: int | None
    answered: bool

    @property
    def state(self) -> Literal["well", "unwell", "unread"]:
        """unwell: something is wrong. unread: nothing is known to be wrong, but it has not answered yet."""
        if self.problems:
            return "unwell"
        return "well" if self.answered else "unread"


def judge(history: History, today: date) -> Health:
    """The health of a source on a day (Hong Kong)."""
    rhythm = usual_silence(history.item_days)
    problems = [problem for problem in (_failing(history.past), _odd_answer(history.past)) if problem]
    if history.polled and (silence := _silent(history.item_days, rhythm, today)):
        problems.append(silence)
    answered = any(outcome.status in _ANSWERED for outcome in history.past)
    return Health(history.source_id, tuple(problems), rhythm, answered)


def usual_silence(item_days: Sequence[str]) -> int | None:
    """Days between items that nine of ten gaps do not exceed; None where there are too few items to say."""
    days = _whole_days(item_days)
    if len(days) < _ITEMS_FOR_A_RHYTHM:
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    return gaps[min(len(gaps) - 1, len(gaps) * 9 // 10)]


def _failing(past: Sequence[Past]) -> str | None:
    asked = [outcome for outcome in past if outcome.status != "waiting"]
    failures = next((n for n, outcome in enumerate(asked) if outcome.status in _ANSWERED), len(asked))
    if failures < FAILURES_IN_A_ROW:
        return None
    return f"failed {failures} runs in a row: {asked[0].error or asked[0].status}"


def _odd_answer(past: Sequence[Past]) -> str | None:
    newest = past[0] if past else None
    match newest:
        case Past(status="not_a_feed"):
            return f"answers something that is no feed: {newest.error or 'no reason given'}"
        case Past(status="empty"):
            return f"the feed is empty: {newest.error or 'no entry'}"
    return None


def _silent(item_days: Sequence[str], rhythm: int | None, today: date) -> str | None:
    days = _whole_days(item_days)
    if rhythm is None or not days:
        return None
    silent = (today - days[-1]).days
    if silent <= max(LEAST_SILENCE_DAYS, 3 * rhythm):
        return None
    return f"no new item for {silent} days (since {days[-1]}); usually not more than {max(rhythm, 1)}"


def _whole_days(item_days: Sequence[str]) -> list[date]:
    return [date.fromisoformat(day) for day in item_days if len(day) == 10]
