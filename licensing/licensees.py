"""The register as of a day, and one firm's story: frames put together from the questions' answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from licensing.i18n import t
from licensing.lanes import REMOVED
from licensing.model import LicenceEvent, Regime
from licensing.standing import standing_on


def licensees_on(events: Sequence[LicenceEvent], firms: pd.DataFrame, register: pd.DataFrame, day: date,
                 words: str = "") -> pd.DataFrame:
    """One row a firm and regime as of a day, licensed first; firms with no known status then are left out.

    firms, register: frames of queries.firms. words: what a reader searches for, in any name or number.
    Columns: status, platform_name, legal_name, name_zh, regime, since, precision, ce_number, reconciliation,
    n_articles, last_mention_on, website, source_url, note, slug.
    """
    standing = standing_on(events, day).drop(columns=["origin"])
    frame = standing.merge(firms.drop(columns=["regime", "note", "source_url"]), left_on="firm_slug", right_on="slug")
    told = [agreement(status, slug, register) for status, slug in zip(frame["status"], frame["slug"], strict=True)]
    frame["reconciliation"] = pd.Series(told, index=frame.index, dtype="str")
    frame = frame[_found(frame, words)]
    ranks = {status: rank for rank, status in enumerate(_ORDER)}
    regimes = {regime: rank for rank, regime in enumerate(Regime)}
    order = frame.assign(rank=frame["status"].map(ranks).fillna(99), place=frame["regime"].map(regimes)).sort_values(
        ["rank", "place", "since", "platform_name"], kind="stable")
    return order[_COLUMNS].reset_index(drop=True)


_COLUMNS = ["status", "platform_name", "legal_name", "name_zh", "regime", "since", "precision", "ce_number",
            "reconciliation", "n_articles", "last_mention_on", "website", "source_url", "note", "slug"]
_NAMES = ("platform_name", "legal_name", "name_zh", "ce_number")
_ORDER = ("licensed", "deemed", "in_principle", "applicant", "sandbox", "closing_down", "suspended", "withdrawn",
          "returned", "refused", "ceased", "revoked")


def _found(frame: pd.DataFrame, words: str) -> pd.Series[bool]:
    found = pd.Series(True, index=frame.index)
    names = frame["slug"].str.cat([frame[name] for name in _NAMES], sep=" ").str.casefold()
    for word in words.casefold().split():
        found &= names.str.contains(word, regex=False)
    return found


def agreement(status: str, slug: str, register: pd.DataFrame) -> str:
    """What the newest reading of a register says beside a firm's status on record; "" where none covers it."""
    if not len(register):
        return ""
    listed = set(register.loc[register["firm_slug"] == slug, "status"])
    if status in listed or (status == "deemed" and "licensed" in listed):
        return t("agrees with the register")
    if status in ("licensed", "deemed"):
        return t("not in the newest reading of the register") if not listed else t("the register differs")
    removed = status in {one.value for one in REMOVED}
    return t("the register still lists it") if removed and listed & {"licensed", "deemed", "applicant"} else ""


def newcomers(register: pd.DataFrame) -> pd.DataFrame:
    """Rows of the registers about firms that the reference does not know."""
    return register[register["firm_slug"].isna()].reset_index(drop=True)
