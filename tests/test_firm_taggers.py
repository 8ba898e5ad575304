"""Names, events, roles and new firms against the tables of tests/specs, and what must hold of every answer."""

from __future__ import annotations

import csv
import tomllib
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.taggers import find_firms_and_events
from ingest.taggers.document import parse_document
from ingest.taggers.lexicon import VOCABULARY
from ingest.taggers.mentions import Field, find_mentions
from ingest.taggers.names import Names, build_names
from licensing.model import Alias, FirmMention, Language, ReportedEvent, Role
from licensing.settings import REFERENCE
from tests.firm_specs import Example, read_examples
from tests.work import calls_made


@cache
def names() -> Names:
    with (REFERENCE / "aliases.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return build_names([Alias(r["alias"], Language(r["language"]), r["firm_slug"], r["needs"]) for r in rows])


def tagged(example: Example) -> tuple[tuple[FirmMention, ...], tuple[ReportedEvent, ...]]:
    return find_firms_and_events(document(example), names())


def document(example: Example):
    """The example in an article on Hong Kong; words without a full stop at their end are its headline."""
    if example.title or example.words.endswith((".", "。", "!", "?")):
        return parse_document(example.title or "Hong Kong", example.words, example.published)
    return parse_document(example.words, "Hong Kong.", example.published)


def examples(table: str):
    return [pytest.param(example, id=example.place) for example in read_examples(table)]


def spelled(slug: str | None, name: str) -> str:
    return slug or name.replace(" ", "_")


@pytest.mark.parametrize("example", examples("events"))
def test_an_event_is_what_the_words_report_as_having_happened(example: Example) -> None:
    _, events = tagged(example)
    found = {(spelled(e.slug, e.name), str(e.event), *([e.on] if e.on else [])) for e in events}
    assert found == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("dates"))
def test_a_day_is_the_one_the_words_give_and_is_never_guessed(example: Example) -> None:
    _, events = tagged(example)
    assert [event.slug for event in events] == ["okx-hk"], example.words
    assert {(event.on,) for event in events if event.on} == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("roles"))
def test_a_role_is_the_standing_the_words_give(example: Example) -> None:
    firms, _ = tagged(example)
    found = {(spelled(f.slug, f.name), str(f.role)) for f in firms if f.role is not Role.OTHER}
    assert found == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("names"))
def test_a_firm_is_known_by_every_spelling_and_by_no_other_word(example: Example) -> None:
    read = document(example)
    fields = [Field("title", read.title, read.folded_title), Field("text", read.text, read.folded_text)]
    assert {(m.slug,) for m in find_mentions(fields, names()) if m.slug} == set(example.expected), example.words


@pytest.mark.parametrize("example", examples("new_firms"))
def test_a_firm_outside_the_reference_is_found_where_the_words_say_what_it_is(example: Example) -> None:
    firms, _ = tagged(example)
    found = {(spelled(f.slug, f.name), str(f.role)) for f in firms if f.slug is None and f.role is not Role.OTHER}
    assert found == set(example.expected), example.words


@pytest.mark.parametrize("table", ["events", "roles", "names", "new_firms"])
def test_quotes_stand_where_the_offsets_say(table: str) -> None:
    for example in read_examples(table):
        read = document(example)
        for row in (*tagged(example)[0], *tagged(example)[1]):
            assert read.field(row.span.field)[row.span.start : row.span.end] == row.span.quote


@pytest.mark.parametrize("table", ["events", "roles", "new_firms"])
def test_there_are_negatives_among_the_examples(table: str) -> None:
    told = [bool(example.expected) for example in read_examples(table)]
    assert told.count(False) * 4 >= len(told)


PIECES = [
    "OSL",
    "HashKey, ",
    "申請",
    "撤回",
    "licensed",
    " applied ",
    "、",
    "(",
    "\n",
    "the company ",
    "第3家",
    "。",
    "'s ",
    "-",
]


LISTS = [
    ("There are two names on the SFC's list of applicants in Hong Kong. For these we know the day of filing:\n\n- HKVAX: 4 May 2023"
     "\n- YAX: 16 May 2023", Role.APPLICANT),
    ("The SFC has granted licences to two platforms in Hong Kong:\n\n- HKVAX (BPJ1)\n- YAX (BPJ2)", Role.LICENSEE),
    ("The SFC spoke of the weather in Hong Kong. These came to its licensing party:\n\n- HKVAX: 4 May 2023\n- YAX: 16 May 2023",
     Role.OTHER),
]


@pytest.mark.parametrize(("text", "role"), LISTS)
def test_the_items_of_a_list_stand_as_the_words_above_it_say(text: str, role: Role) -> None:
    firms, _ = find_firms_and_events(parse_document("Crypto exchanges", text, None), names())
    assert {firm.slug: firm.role for firm in firms} == {"hkvax": role, "yax": role}


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_the_same_twice_with_quotes_in_place(text: str) -> None:
    read = parse_document("Hong Kong", text, "2024-05-30")
    answer = find_firms_and_events(read, names())
    assert answer == find_firms_and_events(read, names())
    for row in (*answer[0], *answer[1]):
        assert read.field(row.span.field)[row.span.start : row.span.end] == row.span.quote


@pytest.mark.parametrize("piece", ["1", "(", "萬", "OSL ", "OSL、", "Abc Def ", "OSL\n"])
def test_work_grows_as_the_text_does(piece: str) -> None:
    def work(size: int) -> int:
        read = parse_document("Hong Kong", piece * (size // len(piece)), None)
        return calls_made(lambda: find_firms_and_events(read, names()))

    assert work(60_000) < 5 * work(15_000)  # four times the text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_word_stands_in_one_place(language: str) -> None:
    data = tomllib.loads((VOCABULARY / f"events_{language}.toml").read_text(encoding="utf-8"))
    groups = [*data["verb"].values(), data["noise"], data["noun"], data["link"]]
    words = [word for group in groups for listed in group.values() for word in listed]
    assert sorted({word for word in words if words.count(word) > 1}) == []
