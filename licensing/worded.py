"""Frames of facts with their numbers in words beside the columns: what tables show and quotes are headed with. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from licensing.amounts import count, money
from licensing.health import Health
from licensing.i18n import t, titles_of


def costs_in_words(costs: pd.DataFrame) -> pd.DataFrame:
    """The frame of queries.costs.reported_costs with ``amount`` (as stated) and ``amount_hkd`` ("": no conversion)."""
    stated = [money(number_or_none(low), number_or_none(high), currency, qualifier)
              for low, high, currency, qualifier in
              zip(costs["low"], costs["high"], costs["currency"], costs["qualifier"], strict=True)]
    in_hkd = ["" if currency == "HKD" else money(number_or_none(low), number_or_none(high), "HKD", qualifier)
              for low, high, currency, qualifier in
              zip(costs["hkd_low"], costs["hkd_high"], costs["currency"], costs["qualifier"], strict=True)]
    return costs.assign(amount=pd.Series(stated, index=costs.index, dtype="str"),
                        amount_hkd=pd.Series(in_hkd, index=costs.index, dtype="str"))


def demands_in_words(demands: pd.DataFrame) -> pd.DataFrame:
    """The frame of queries.costs.legal_demands with ``amount``, ``what`` in the reader's language."""
    stated = [money(number_or_none(low), number_or_none(high), currency, qualifier)
              for low, high, currency, qualifier in
              zip(demands["low"], demands["high"], demands["currency"], demands["qualifier"], strict=True)]
    return demands.assign(amount=pd.Series(stated, index=demands.index, dtype="str"),
                          what=titles_of(demands, "what", "what_zh"))


def counts_in_words(counts: pd.DataFrame) -> pd.DataFrame:
    """A frame of queries.counts with ``number``, ``what`` (of official ones) in the reader's language."""
    stated = [count(number_or_none(low), number_or_none(high), qualifier) for low, high, qualifier in
              zip(counts["low"], counts["high"], counts["qualifier"], strict=True)]
    told = {"what": titles_of(counts, "what", "what_zh")} if "what" in counts else {}
    return counts.assign(number=pd.Series(stated, index=counts.index, dtype="str"), **told)


def number_or_none(value: object) -> float | None:
    """A cell as a number; None for a missing one.

    >>> number_or_none(pd.NA), number_or_none(3)
    (None, 3.0)
    """
    return None if pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]


def with_health(feeds: pd.DataFrame, health: Mapping[str, Health]) -> pd.DataFrame:
    """The frame of queries.sources.sources with ``health`` in words, ``outcome``, ``weekly`` (items a week)."""
    words = [_health_in_words(health[key]) if on else t("switched off")
             for key, on in zip(feeds["id"], feeds["enabled"], strict=True)]
    return feeds.assign(health=pd.Series(words, index=feeds.index, dtype="str"), outcome=feeds["status"],
                        weekly=feeds["n_last_28_days"].astype("float64") / 4)


def _health_in_words(health: Health) -> str:
    match health.state:
        case "unwell":
            return "; ".join(health.problems)
        case "unread":
            return t("not read yet")
        case "well":
            return t("well")


def milestones_in_words(milestones: pd.DataFrame) -> pd.DataFrame:
    """The frame of queries.timeline.milestones, ``title`` in the reader's language, its kind as ``milestone``."""
    return milestones.assign(title=titles_of(milestones)).rename(columns={"kind": "milestone"})
