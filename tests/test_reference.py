"""The reference data: every row sourced and dated; a wrong row ends the loading with file and line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from licensing import settings
from licensing.model import Language, ReferenceDataError, SourceError
from licensing.reference import Reference, load_reference, load_sources


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference data that a test may spoil."""
    for path in settings.REFERENCE.glob("*.csv"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def test_the_dossier_is_whole(reference: Reference) -> None:
    assert len(reference.firms) >= 113
    assert len(reference.licence_events) >= 121
    assert len(reference.milestones) >= 80
    assert len(reference.alerts) >= 15


def test_every_row_has_a_source_and_a_checked_date(reference: Reference) -> None:
    rows = (*reference.firms, *reference.licence_events, *reference.official_figures, *reference.alerts)
    assert all(row.source_url.startswith("http") for row in (*rows, *reference.milestones))
    assert all(row.checked_on.year >= 2026 for row in rows)


def test_no_source_address_carries_a_tracking_parameter(reference: Reference) -> None:
    rows = (*reference.firms, *reference.licence_events, *reference.milestones, *reference.alerts)
    assert [row.source_url for row in rows if "utm_" in row.source_url] == []


def test_every_firm_can_be_found_in_a_text(reference: Reference) -> None:
    spelled = {alias.firm_slug for alias in reference.aliases}
    assert [firm.slug for firm in reference.firms if firm.slug not in spelled] == []


@pytest.mark.parametrize("language", [Language.EN, Language.ZH_HANT])
def test_licensed_platforms_are_spelled_in_two_languages_where_they_have_a_chinese_name(
    language: Language, reference: Reference
) -> None:
    for firm in reference.firms:
        if firm.ce_number and firm.regime == "VATP" and (firm.name_zh or language == Language.EN):
            assert any(a.firm_slug == firm.slug and a.language == language for a in reference.aliases), firm.slug


def test_milestones_tell_of_the_mainland_ban_and_of_a_link_with_shanghai(reference: Reference) -> None:
    told = " | ".join(f"{m.date} {m.title} {m.detail}" for m in reference.milestones)
    assert re.search(r"2021-09\S* [^|]*(ban|illegal)", told, re.I)
    assert re.search(r"Shanghai", told)


def test_the_law_demands_five_and_three_million_and_twenty_five_for_stablecoins(reference: Reference) -> None:
    demands = {(f.regime, f.kind, f.low, f.currency) for f in reference.official_figures}
    assert {("VATP", "capital", 5_000_000, "HKD"), ("VATP", "capital", 3_000_000, "HKD"),
            ("stablecoin", "capital", 25_000_000, "HKD")} <= demands


WRONG = [  # file, column, what is written there, words of the error
    ("firms.csv", "slug", "Not A Slug", "lower-case"),
    ("firms.csv", "slug", "hashkey", "stands already in line"),
    ("firms.csv", "regime", "vatp", "unknown regime"),
    ("firms.csv", "ce_number", "BPJ21", "three capitals and three digits"),
    ("firms.csv", "ce_number", "BPL992", "stands already in line"),
    ("firms.csv", "source_url", "", "web address"),
    ("firms.csv", "source_url", "javascript:alert(1)", "web address"),
    ("firms.csv", "checked_on", "", "must be a day"),
    ("firms.csv", "checked_on", "2026-02-30", "must be a day"),
    ("firms.csv", "platform_name", "", "is missing"),
    ("firms.csv", "platform_name", " OSL", "stray white space"),
    ("aliases.csv", "firm_slug", "nobody", "no firm"),
    ("aliases.csv", "language", "fr", "unknown language"),
    ("aliases.csv", "alias", "HashKey Exchange", "claimed already"),
    ("aliases.csv", "alias", "ＨＡＳＨＫＥＹ exchange", "claimed already"),
    ("licence_events.csv", "status", "uplifted", "unknown status"),
    ("licence_events.csv", "effective_on", "2019-10", "began on 2019-11-06"),
    ("licence_events.csv", "effective_on", "2019-11-01", "not known to the month"),
    ("licence_events.csv", "effective_on", "soon", "no date"),
    ("licence_events.csv", "precision", "about", "unknown precision"),
    ("licence_events.csv", "firm_slug", "nobody", "no firm"),
    ("licence_events.csv", "source_url", "see note", "web address"),
    ("milestones.csv", "kind", "rumour", "unknown kind"),
    ("milestones.csv", "title", "", "is missing"),
    ("official_figures.csv", "low", "five", "must be a number"),
    ("official_figures.csv", "qualifier", "some", "unknown qualifier"),
    ("alerts.csv", "looks_like_slug", "nobody", "no firm"),
    ("alerts.csv", "listed_on", "05/07/2024", "no date"),
]


@pytest.mark.parametrize(("name", "column", "written", "words"), WRONG)
def test_a_wrong_cell_stops_with_file_and_line(name: str, column: str, written: str, words: str, folder: Path) -> None:
    import csv

    path = folder / name
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    rows[1][rows[0].index(column)] = written
    if words in ("claimed already", "stands already in line"):  # the first row now repeats a later one
        rows[1:] = [*rows[2:], rows[1]]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)
    with pytest.raises(ReferenceDataError, match=rf"{re.escape(name)}:\d+: .*{re.escape(words)}"):
        load_reference(folder)


@pytest.mark.parametrize(("added", "words"), [
    ("osl,VATP,deemed,2024-05-01,day,https://example.org/x,,2026-11-22", "began on 2024-06-01"),
    ("osl,VATP,withdrawn,2025-05-01,day,https://example.org/x,,2026-11-22", "cannot be withdrawn after it was licensed"),
    ("okx-hk,VATP,withdrawn,2024-05-30,day,https://example.org/x,,2026-11-22", "is withdrawn already"),
    ("hsbc,stablecoin,licensed,2025-07-01,day,https://example.org/x,,2026-11-22", "began on 2025-08-01"),
    ("hsbc,stablecoin,sandbox,2024-02,month,https://example.org/x,,2026-11-22", "began on 2024-03-12"),
    ("osl,VATP,licensed,2026-11-23,day,https://example.org/x", "cells where"),
    ("osl,VATP,licensed,2026-11-23,day,https://example.org/x,,2026-11-22,more", "cells where"),
])
def test_an_event_that_cannot_be_stops_with_its_line(added: str, words: str, folder: Path) -> None:
    with (folder / "licence_events.csv").open("a", encoding="utf-8") as out:
        out.write(added + "\n")
    with pytest.raises(ReferenceDataError, match=rf"licence_events.csv:\d+: .*{words}"):
        load_reference(folder)


@pytest.mark.parametrize("added", [
    "kucoin,VATP,withdrawn,2024-07-01,day,https://example.org/x,its application was never dated,2026-11-22",
    "okx-hk,VATP,applicant,2026-11-20,day,https://example.org/x,applied anew,2026-11-22",
    "osl,VATP,licensed,2026-11-20,day,https://example.org/x,widened,2026-11-22",
    "bge,VATP,licensed,2026-11-20,observed,https://example.org/x,seen again,2026-11-22",
])
def test_an_event_that_may_be_is_taken(added: str, folder: Path, reference: Reference) -> None:
    with (folder / "licence_events.csv").open("a", encoding="utf-8") as out:
        out.write(added + "\n")
    assert len(load_reference(folder).licence_events) == len(reference.licence_events) + 1


@pytest.mark.parametrize(("name", "spoil", "words"), [
    ("firms.csv", lambda b: b.replace(b"slug,", b"Slug,", 1), "columns must be"),
    ("firms.csv", lambda b: b"", "columns must be"),
    ("firms.csv", lambda b: b"\xff\xfe" + b, "cannot be read"),
    ("firms.csv", lambda b: b + b'"an open quote', "cannot be read"),
    ("milestones.csv", None, "cannot be read"),
])
def test_a_file_that_cannot_be_read_is_named(name: str, spoil: object, words: str, folder: Path) -> None:
    path = folder / name
    path.unlink() if spoil is None else path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(ReferenceDataError, match=rf"{name}:1: .*{words}"):
        load_reference(folder)


GOOD_SOURCE = 'id = "a"\nname = "A"\npublisher = "A"\nurl = "https://example.org/feed"\nscope = "crypto"\n'


@pytest.mark.parametrize(("text", "words"), [
    ("[[source]]\n" + GOOD_SOURCE.replace('id = "a"\n', ""), "id is missing"),
    ("[[source]]\n" + GOOD_SOURCE.replace('"a"', '"A b"'), "lower-case"),
    ("[[source]]\n" + GOOD_SOURCE.replace("https", "ftp"), "must begin with"),
    ("[[source]]\n" + GOOD_SOURCE.replace("https://example.org/feed", "file:nowhere.xml"), "no file"),
    ("[[source]]\n" + GOOD_SOURCE + 'language = "zh"\n', "language must be one of"),
    ("[[source]]\n" + GOOD_SOURCE + 'enabled = "yes"\n', "true or false"),
    ("[[source]]\n" + GOOD_SOURCE + "headers = 3\n", "table of texts"),
    ("[[source]]\n" + GOOD_SOURCE + 'langauge = "en"\n', "unknown key"),
    ("[[source]]\n" + GOOD_SOURCE + "[[source]]\n" + GOOD_SOURCE, "given twice"),
    ("source = 3\n", "blocks"),
    ("[[source]\n", "cannot be read"),
])
def test_a_wrong_source_is_named(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=words):
        load_sources(path)


def test_the_shipped_feeds_are_read() -> None:
    sources = load_sources(settings.REFERENCE / "sources.toml")
    assert len([s for s in sources if not s.is_file and s.enabled]) >= 50
    assert {s.language for s in sources} >= {Language.EN, Language.ZH_HANT, Language.ZH_HANS}


def test_a_feed_known_to_be_dead_is_not_polled() -> None:
    urls = {source.url for source in load_sources(settings.REFERENCE / "sources.toml") if source.enabled}
    assert not urls & {"https://www.sfc.hk/en/RSS-feed/Regulatory-news", "https://cn.cointelegraph.com/rss",
                       "https://www.thestandard.com.hk/rss.xml"}
