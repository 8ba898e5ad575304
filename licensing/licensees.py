"""The register as of a day, and one firm's story: frames put together from the questions' answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from licensing.model import LicenceEvent, Regime
from licensing.reconcile import WITH_REGISTER, Agreement
from licensing.standing import standing_on


def licensees_on(events: Sequence[LicenceEvent], firms: pd.DataFrame, agreements: Mapping[str, Agreement],
                 day: date, words: str = "") -> pd.DataFrame:
    """One row a firm and regime as of a day, licensed first; firms with no known status then are left out.

    firms: frame of queries.firms. agreements: by slug, how the press stands to the record. words: what a reader
    searches for, in any name or number.
    Columns: status, platform_name, legal_name, name_zh, regime, since, precision, ce_number, reconciliation,
    n_articles, last_mention_on, website, source_url, note, slug.
    """
    standing = standing_on(events, day).drop(columns=["origin"])
    frame = standing.merge(firms.drop(columns=["regime", "note", "source_url"]), left_on="firm_slug", right_on="slug")
    covered = frame["regime"].isin(WITH_REGISTER)
    frame["reconciliation"] = frame["slug"].map(dict(agreements)).where(covered).fillna("").astype("str")
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
    names = frame["slug"].str.cat(frame[list(_NAMES)], sep=" ").astype("str").str.casefold()
    for word in words.casefold().split():
        found &= names.str.contains(word, regex=False)
    return found


def newcomers(register: pd.DataFrame) -> pd.DataFrame:
    """Rows of the registers about firms that the reference does not know."""
    return register[register["firm_slug"].isna()].reset_index(drop=True)
