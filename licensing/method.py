"""What the Method page says: how things are counted, the words, the tables, the laws. Texts of ours, as data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd

from licensing.i18n import t
from licensing.labels import LABELS, label
from licensing.queries.tables import TABLES
from licensing.settings import REFERENCE

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What is counted", (
        "An article counts when it is about licensing, registration or regulatory permission of crypto, "
        "virtual-asset or stablecoin businesses in Hong Kong. Prices, hacks, fund flows and licences elsewhere do"
        " not count. What was left out can be read, with the reason, on the Articles page.",
        "Every fact carries the words that state it: firm, event, number of firms or sum are shown beside the "
        "quote they come from. A story that several publishers tell is counted once in charts, and says how many "
        "reports it had.",
        "What an article only implies, such as the standing of a firm named below a list or an event given by a day in "
        "a table, counts where the reference data say the same of that firm at that time. Such a row can agree with "
        "the registers, but never contradict them.",
        "Money raised, lost, seized, managed or traded is never a cost, and neither is a price of a token.",
    )),
    ("Status and dates", (
        "A status is never stored. It is the newest dated event on or before the day asked for, from the "
        "reference data and the registers. Of two events on one day the later row stands.",
        "A date is kept as exactly as its source gives it. Where a register copy shows a status without its "
        "beginning, it is true on that day, and before it the answer is unknown, not no.",
        "Deemed to be licensed is not licensed: it was the transitional permission under the law for platforms "
        "that had applied in time. A name on an alert list is a warning, not a status.",
        "Dealers and managers with virtual-asset conditions are a sample, not the full set. Applicants are those "
        "whose filing is known: the regulator's own numbers stand beside them on the Firm counts page.",
    )),
    ("Money", (
        "A sum keeps the currency it was stated in. In charts US dollars are drawn at the linked rate of 7.80 "
        "Hong Kong dollars (band 7.75 to 7.85); other currencies are not converted unless the article does it.",
        "Over, at least and up to leave an end open: it is drawn as an arrow, never as a point. A median by year "
        "is shown only where three or more stories state such a cost, and takes the end that is stated.",
    )),
    ("Silence", (
        "A feed that brings nothing is not a market where nothing happens. Under every chart stands what it rests"
        " on and which feeds have fallen silent.",
        "Three dates are kept apart: when a source was last asked, when it last had something new, and the day a "
        "register speaks of.",
    )),
    ("Corrections", (
        "What is wrong can be put right in a file of corrections, with a reason and a name. Corrections outlive "
        "every run, and a corrected row says so.",
    )),
)
"""Title -> paragraphs."""

LINKS: tuple[tuple[str, str], ...] = (
    ("SFC: lists of virtual asset trading platforms",
     "https://www.sfc.hk/en/Welcome-to-the-Fintech-Contact-Point/Virtual-assets/"
     "Virtual-asset-trading-platforms-operators/Lists-of-virtual-asset-trading-platforms"),
    ("SFC: suspicious virtual asset trading platforms",
     "https://www.sfc.hk/en/alert-list/suspicious-virtual-asset-trading-platforms"),
    ("HKMA: register of licensed stablecoin issuers",
     "https://www.hkma.gov.hk/eng/regulatory-resources/registers/register-of-licensed-stablecoin-issuers/"),
    ("Anti-Money Laundering and Counter-Terrorist Financing Ordinance (Cap. 615)",
     "https://www.elegislation.gov.hk/hk/cap615"),
    ("Stablecoins Ordinance (Cap. 656)", "https://www.elegislation.gov.hk/hk/cap656"),
    ("Securities and Futures Ordinance (Cap. 571)", "https://www.elegislation.gov.hk/hk/cap571"),
)
"""Title -> address."""

_SETS = {"status": "Status", "regime": "Regime", "event": "Event", "role": "Role of a firm", "category": "Firm count",
         "kind": "Cost", "qualifier": "How a number is stated"}
_LANGUAGES = {"en": "English", "zh": "Chinese"}
_FAMILIES = {"relevant": "Relevant articles", "firms": "Firms named", "events": "Events", "firm_counts": "Firm counts",
             "costs": "Costs"}
MEASURED = REFERENCE / "measured.toml"


def vocabulary() -> pd.DataFrame:
    """The closed sets in the reader's language. Columns: set, word, meaning."""
    rows = [(t(title), value, label(kind, value)) for kind, title in _SETS.items() for value in LABELS[kind]]
    return pd.DataFrame(rows, columns=["set", "word", "meaning"]).astype("str")


def tables_described() -> pd.DataFrame:
    """The tables of the database. Columns: name, meaning."""
    return pd.DataFrame([(name, t(about)) for name, about in TABLES.items()], columns=["name", "meaning"]).astype("str")


def scores(path: Path = MEASURED) -> tuple[pd.DataFrame, str, int]:
    """What the taggers reach on labelled texts; the day it was measured (ISO, "" for never); on how many texts.

    Columns: texts, what, precision_score, recall_score, hits, false, missed. No rows where the file is not there.
    """
    found = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    figures = ("precision", "recall", "hits", "false", "missed")
    rows = [(t(_LANGUAGES[language]), t(_FAMILIES[family]), *(row[name] for name in figures))
            for language in _LANGUAGES for family, row in found.get(language, {}).items() if family in _FAMILIES]
    frame = pd.DataFrame(rows, columns=["texts", "what", "precision_score", "recall_score", "hits", "false", "missed"])
    words = frame.astype({"texts": "str", "what": "str"})
    return words, str(found.get("measured_on", "")), int(found.get("n_texts", 0))


def texts() -> list[str]:
    """Every English text of this module: for the test of the translations."""
    return [*(text for title, paragraphs in CHAPTERS for text in (title, *paragraphs)), *(title for title, _ in LINKS),
            *_SETS.values(), *_FAMILIES.values(),
            *_LANGUAGES.values(), *TABLES.values()]
