"""What the home page says first: figures with their change over a year, what a licence costs, news in a line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from licensing.amounts import count, money
from licensing.figures.palette import BLUE, GREEN, GREY, KIND_COLOURS, OCHRE, VIOLET
from licensing.i18n import day, number, t, titles_of
from licensing.labels import LABELS, label
from licensing.model import LicenceEvent
from licensing.queries.changes import Change
from licensing.standing import tally_on

Figure = tuple[str, str, str, str]
"""Label, value, note, colour."""

_FIGURES = (
    ("Licensed platforms", "VATP", "licensed", GREEN),
    ("Deemed to be licensed", "VATP", "deemed", BLUE),
    ("Known applicants", "VATP", "applicant", OCHRE),
    ("Removed applicants", "VATP", "removed", GREY),
    ("Stablecoin issuers", "stablecoin", "licensed", VIOLET),
)
"""Label, regime, status, colour of the rule above."""


def standing_figures(events: Sequence[LicenceEvent], today: date) -> list[Figure]:
    """Firms by status today with the change over twelve months; dashes where nothing has been read yet."""
    if not events:
        return [(t(name), "–", t("nothing read yet"), colour) for name, _, _, colour in _FIGURES]
    now, before = tally_on(events, today), tally_on(events, _a_year_before(today))
    return [(t(name), number(now.get((regime, status), 0)),
             _change(now.get((regime, status), 0) - before.get((regime, status), 0)), colour)
            for name, regime, status, colour in _FIGURES]


def cost_figures(summary: pd.DataFrame, demands: pd.DataFrame) -> list[Figure]:
    """What articles say a licence costs, all in, and the capital the law demands."""
    made: list[Figure] = []
    for row in summary[summary["kind"] == "total"].to_dict("records"):
        note = t("reports: {n}, the newest of {day}", n=number(row["n"]), day=_day(row["newest_on"]))
        made.append((label("kind", row["kind"]), money(row["hkd_least"], row["hkd_most"], "HKD"), note,
                     KIND_COLOURS[row["kind"]]))
    for row in capital_demanded(demands).to_dict("records"):
        sum_ = money(_sum(row["low"]), _sum(row["high"]), "HKD", row["qualifier"])
        made.append((t("Capital demanded: {regime}", regime=label("regime", row["regime"])), sum_, row["title"],
                     KIND_COLOURS["capital"]))
    return made


def capital_demanded(demands: pd.DataFrame) -> pd.DataFrame:
    """The capital in force for platforms and stablecoin issuers, each sum once; ``title``: in the reader's language."""
    firm = demands[(demands["kind"] == "capital") & (demands["currency"] == "HKD") & (demands["qualifier"] != "about")
                   & demands["regime"].isin(["VATP", "stablecoin"]) & (demands["low"] == demands["low"].round())
                   & (demands["high"].isna() | (demands["low"] == demands["high"]))]
    newest = firm.assign(title=titles_of(firm, "what", "what_zh")).sort_values("date", kind="stable")
    return newest.drop_duplicates(["regime", "low"], keep="last").sort_values(["regime", "low"], ascending=False)


def change_lines(changes: Iterable[Change]) -> list[tuple[str, str, str, str, str, str | None]]:
    """News for widgets.changes_html: day, badge, headline, quote, publisher, address."""
    return [(change.day, t(_BADGES[change.kind]), _headline(change), change.quote,
             label("origin", change.publisher), change.url)
            for change in changes]


_BADGES = {"status": "On record", "register": "Register", "alert": "Alert list", "report": "Reported",
           "count": "Firm count", "cost": "Cost"}


def _headline(change: Change) -> str:
    match change.kind:
        case "status":
            return f"{change.name} – {label('status', change.what)} ({label('regime', change.detail)})"
        case "register":
            return f"{change.name} – {t(_REGISTER.get(change.what, change.what))}"
        case "alert":
            return change.name
        case "report":
            return f"{change.name} – {label('event', change.what)}"
        case "count":
            low, high, qualifier = change.detail.split("|")
            return f"{label('category', change.what)}: {count(_whole(low), _whole(high), qualifier)}"
        case "cost":
            currency, low, high, qualifier = change.detail.split("|")
            return f"{label('kind', change.what)}: {money(_whole(low), _whole(high), currency, qualifier)}"
    return change.name


_REGISTER = {"new": "new in the register", "gone": "no longer in the register", "status_changed": "status changed"}


def texts() -> list[str]:
    """Every English text of this module that is looked up by a name: for the test of the translations."""
    return [*(name for name, *_ in _FIGURES), *_BADGES.values(), *_REGISTER.values(),
            *(text for labels in LABELS.values() for text in labels.values())]


def _change(difference: int) -> str:
    if not difference:
        return t("unchanged in 12 months")
    return t("{n} in 12 months", n=f"{difference:+}".replace("-", "−"))


def _a_year_before(today: date) -> date:
    return today.replace(year=today.year - 1, day=28 if (today.month, today.day) == (2, 29) else today.day)


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _sum(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _day(value: object) -> str:
    return day(value) if isinstance(value, str) else "–"
