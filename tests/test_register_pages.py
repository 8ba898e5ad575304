"""Registers, read from pages in their known shape and in every broken one: a page that changed is no change."""

from __future__ import annotations

import pytest

from ingest.registers import hkma_stablecoin, sfc_alerts, sfc_vatp
from ingest.registers.changes import find_changes, implausible
from ingest.registers.entries import Entry, RegisterError, read_ce_number, read_date
from licensing.lookalike import looks_like
from tests.register_pages import APPLICANTS, ISSUERS, LICENSED, alerts_page, issuers_page, vatp_page


def statuses(entries: tuple[Entry, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.status] = counts.get(entry.status, 0) + 1
    return counts


def test_each_list_of_the_page_gives_its_own_status() -> None:
    reading = sfc_vatp.parse(vatp_page(deemed=[("Deemed Example Limited", "Deemed", "01/06/2024")]))
    assert statuses(reading.entries) == {"licensed": 13, "deemed": 1, "applicant": 2, "removed": 2}
    assert reading.as_of == "2026-11-20"


def test_a_cell_is_its_visible_text_without_no_break_spaces_nul_and_stale_links() -> None:
    osl, hashkey, *_ = sfc_vatp.parse(vatp_page()).entries
    assert osl == Entry("licensed", "OSL Digital Securities Limited", "OSL數字證券有限公司", "OSL Exchange", "BPJ213",
                        effective_on="2020-12-15")
    assert hashkey.name_zh == ""


def test_a_chinese_name_that_repeats_the_english_one_is_no_chinese_name() -> None:
    dfx = next(e for e in sfc_vatp.parse(vatp_page()).entries if e.ce_number == "BUN619")
    assert dfx.name_zh == ""


def test_how_an_application_ended_is_kept_where_the_page_says_it() -> None:
    notes = {e.name: e.note for e in sfc_vatp.parse(vatp_page()).entries if e.status == "removed"}
    assert notes == {"Gave Up Limited": "withdrawn", "Sent Back Limited": "returned"}


BROKEN = {
    "empty": (b"", "empty"),
    "blank": (b"  \r\n ", "empty"),
    "json": (b'{"header": {"success": false, "err_code": "9999"}}', "JSON"),
    "bot wall": (b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>", "bot wall"),
    "error page": (b"<html><body><h1>502 Bad Gateway</h1></body></html>", "marker"),
    "marker missing": (vatp_page(marker="something-else"), "marker"),
    "no rows": (vatp_page(licensed=[]), "no rows"),
    "wrong language": (vatp_page(headers=("中央編號", "英文名稱", "中文名稱", "平台", "發牌日期")), "not in English"),
    "columns moved": (vatp_page(licensed=[("OSL", "BPJ213", "", "OSL Exchange", "15/12/2020")]), "unknown shape"),
    "listed twice": (vatp_page(licensed=[*LICENSED, ("BPJ213", "OSL Other Limited", "", "OSL", "15/12/2020")]), "twice"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_page_that_is_not_the_register_is_refused_in_words(case: str) -> None:
    body, words = BROKEN[case]
    with pytest.raises(RegisterError, match=words):
        sfc_vatp.parse(body)


def test_a_row_repeated_to_the_letter_is_merged_and_said() -> None:
    reading = sfc_vatp.parse(vatp_page(licensed=[*LICENSED, LICENSED[0]]))
    assert statuses(reading.entries)["licensed"] == 13
    assert reading.warnings == ("OSL Digital Securities Limited is listed twice in the same words",)


@pytest.mark.parametrize(("printed", "day"), [
    ("18/12/2024", "2024-12-18"), (" 1/6/2024\u00a0", "2024-06-01"), ("2024-12-18", "2024-12-18"),
    ("30/02/2025", None), ("12/18/2024", None), ("18 December", None), ("00/00/0000", None), ("", None),
])
def test_a_day_that_cannot_be_is_no_day(printed: str, day: str | None) -> None:
    read, note = read_date(printed)
    assert read == day
    assert bool(note) == (day is None and printed != "")


@pytest.mark.parametrize(("text", "number"), [
    ("BPJ213", "BPJ213"), ("\u00a0BPJ213 ZZZ999", "BPJ213"), ("bpj213", ""), ("BPJ2134", ""), ("AB123", ""), ("", ""),
])
def test_a_ce_number_is_three_capitals_and_three_digits(text: str, number: str) -> None:
    assert read_ce_number(text) == number


def test_issuers_are_read_under_merged_headers_without_their_address() -> None:
    entries = hkma_stablecoin.parse(issuers_page()).entries
    assert [(e.name, e.ce_number, e.effective_on) for e in entries] == [
        (name, number, "2026-04-10") for name, number, _ in ISSUERS
    ]


@pytest.mark.parametrize("body", [issuers_page([]), b"<html><body><table><tr><th>x</th></tr></table></body></html>", vatp_page()])
def test_another_page_is_not_the_register_of_issuers(body: bytes) -> None:
    with pytest.raises(RegisterError):
        hkma_stablecoin.parse(body)


def test_an_alert_may_have_several_websites_or_no_name() -> None:
    entries = sfc_alerts.parse(alerts_page([
        ("Bogus Exchange", "bogus[.]example ;'bogus2[.]example", "05/07/2024"), ("", "nameless[.]example", "31/02/2025"),
    ])).entries
    assert [(e.name, e.website, e.effective_on) for e in entries] == [
        ("Bogus Exchange", "bogus[.]example; bogus2[.]example", "2024-07-05"),
        ("nameless[.]example", "nameless[.]example", None),
    ]


@pytest.mark.parametrize("body", [alerts_page([]), b"", vatp_page(licensed=[])])
def test_a_page_without_alerts_is_refused(body: bytes) -> None:
    with pytest.raises(RegisterError):
        sfc_alerts.parse(body)


def test_new_gone_and_changed_are_told_apart() -> None:
    before = sfc_vatp.parse(vatp_page()).entries
    newcomer = ("BXX123", "Newcomer Limited", "", "Newcomer", "01/11/2026")
    promoted = ("BYY456", *APPLICANTS[0][:1], "", "MadeUp", "02/11/2026")
    after = sfc_vatp.parse(vatp_page(licensed=[*LICENSED[1:], newcomer], applicants=APPLICANTS[1:])).entries
    assert [(c.change, c.entry.name) for c in find_changes(before, after)] == [
        ("new", "Newcomer Limited"), ("gone", "OSL Digital Securities Limited"), ("gone", "Made Up Applicant Limited"),
    ]
    again = sfc_vatp.parse(vatp_page(licensed=[*LICENSED, promoted], applicants=APPLICANTS[1:])).entries
    assert {(c.change, c.entry.name) for c in find_changes(before, again)} >= {("new", "Made Up Applicant Limited")}


def test_a_list_that_was_never_read_before_brings_no_news() -> None:
    before = tuple(e for e in sfc_vatp.parse(vatp_page()).entries if e.status == "licensed")
    changes = find_changes(before, sfc_vatp.parse(vatp_page()).entries)
    assert {c.change for c in changes} == {"first_read"}


@pytest.mark.parametrize(("n_left", "held"), [(13, False), (12, False), (7, False), (6, True), (1, True)])
def test_half_of_the_licensees_gone_at_once_is_held_back(n_left: int, held: bool) -> None:
    before = sfc_vatp.parse(vatp_page()).entries
    after = sfc_vatp.parse(vatp_page(licensed=LICENSED[:n_left])).entries
    assert bool(implausible(before, after)) is held


def test_one_of_two_issuers_may_go() -> None:
    both = hkma_stablecoin.parse(issuers_page()).entries
    assert implausible(both, both[:1]) is None


FIRMS = {"osl": ["OSL", "OSL Exchange"], "hashkey": ["HashKey Exchange"], "hkvax": ["HKVAX"], "bullish": ["Bullish"]}


@pytest.mark.parametrize(("name", "slug"), [
    ("OSL Exchange Pro", "osl"), ("0SL", "osl"), ("HashKeey", "hashkey"), ("hashkey-vip[.]com", "hashkey"), ("HKVAXX", "hkvax"),
    ("Ｈａｓｈｋｅｙ", "hashkey"),
    ("Oslo Markets", None), ("Bitones", None), ("Taurusemex", None), ("Hong Kong Exchange", None), ("HK", None), ("", None),
    ("Hashrate", None),
])
def test_a_look_alike_resembles_a_licensed_firms_name(name: str, slug: str | None) -> None:
    assert looks_like(name, FIRMS) == slug
