"""What a register says, as values: its entries, one reading of it, and why a page is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from licensing.model import LicensingError

LISTED_STATUSES = ("licensed", "deemed", "applicant", "removed", "closing_down", "sandbox", "alert")
CE_NUMBER = re.compile(r"^[A-Z]{3}\d{3}\b")
SLASHED_DATE = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
NUL = re.compile(r"\x00|\\u0000|\ufffd")  # as it is, as JSON writes it, as an HTML parser hands it on
BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")


class RegisterError(LicensingError):
    """The page is not the register as it is known: shape changed, wrong language, bot wall, no rows. In words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a register. effective_on: ISO day, None where the row gives none or an impossible one (then noted)."""

    status: str  # one of LISTED_STATUSES
    name: str
    name_zh: str = ""
    platform_name: str = ""
    ce_number: str = ""
    website: str = ""
    effective_on: str | None = None
    note: str = ""

    @property
    def key(self) -> str:
        """What makes it the same entry in two readings: the CE number, else the name, else the website."""
        return self.ce_number or name_key(self.name) or self.website


@dataclass(frozen=True, slots=True)
class Reading:
    """All entries of a register at one time. as_of: the day the page says it was updated, None if it does not say."""

    entries: tuple[Entry, ...]
    as_of: str | None = None
    warnings: tuple[str, ...] = ()


def clean(text: str | None) -> str:
    """A cell's visible text: no-break spaces folded, NUL (the register's way to say "no Chinese name") is nothing.

    >>> clean(" OSL\\xa0Exchange\\xa0"), clean("\\x00"), clean(None)
    ('OSL Exchange', '', '')
    """
    return BLANKS.sub(" ", NUL.sub("", text or "")).strip()


def name_key(name: str) -> str:
    """A name without case, width, spaces and signs, for comparing.

    >>> name_key("EX.IO Limited") == name_key("ＥＸＩＯ limited")
    True
    """
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name).casefold())


def read_date(text: str) -> tuple[str | None, str]:
    """(ISO day, note) of a register's DD/MM/YYYY; an impossible or unknown form gives no day and says so.

    >>> read_date("18/12/2024"), read_date("30/02/2025"), read_date("")
    (('2024-12-18', ''), (None, 'date as printed: 30/02/2025'), (None, ''))
    """
    text = clean(text)
    if not text:
        return None, ""
    match = SLASHED_DATE.match(text)
    try:
        if match:
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day).isoformat(), ""
        return date.fromisoformat(text).isoformat(), ""
    except ValueError:
        return None, f"date as printed: {text}"


def read_ce_number(text: str) -> str:
    """The CE number a cell begins with, "" if none. A second, stale reference in the cell is ignored.

    >>> read_ce_number("BPJ213 ABC999"), read_ce_number("n/a")
    ('BPJ213', '')
    """
    match = CE_NUMBER.match(clean(text))
    return match.group() if match else ""


def without_repeats(entries: list[Entry]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Entries with identical rows merged (said in the warnings).

    Raises RegisterError where one firm stands twice in one list with different words, or in two lists that exclude
    each other: which of the two is true is not for us to guess. A licensee that is closing down may stand in both.
    """
    kept: dict[str, Entry] = {}
    warnings: list[str] = []
    for entry in entries:
        before = kept.get(entry.key)
        if before is None:
            kept[entry.key] = entry
        elif before == entry:
            warnings.append(f"{entry.name} is listed twice in the same words")
        elif {before.status, entry.status} == {"licensed", "closing_down"}:
            kept[entry.key] = entry if entry.status == "closing_down" else before
        elif before.status == entry.status:
            raise RegisterError(f"{entry.name} is listed twice as {entry.status}, in different words")
        elif {before.status, entry.status} == {"deemed", "applicant"}:
            kept[entry.key] = entry if entry.status == "deemed" else before
        elif "removed" in (before.status, entry.status):  # withdrew, and applied anew
            kept[entry.key] = entry if before.status == "removed" else before
        else:
            raise RegisterError(f"{entry.name} is listed as {before.status} and as {entry.status}")
    return tuple(kept.values()), tuple(warnings)
