"""Markup to plain text: tables of examples, and shapes that must not take long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.markup import MAX_TEXT, MAX_TITLE, literal_text, one_line, plain_text

EXAMPLES = [
    ("Plain words", "Plain words"),
    ("<p>One</p><p>Two<br>Three</p>", "One\nTwo\nThree"),
    ("<ul><li>a<li>b</ul>", "a\nb"),
    ("Fees &amp; costs", "Fees & costs"),
    ("AT&amp;amp;T", "AT&amp;T"),  # once, not until nothing is left
    ("&lt;b&gt;not bold&lt;/b&gt;", "<b>not bold</b>"),
    ("HK$5&nbsp;million", "HK$5 million"),
    ("profit < 5% and > 3%", "profit < 5% and > 3%"),
    ("<ABC Ltd> & <XYZ>", "<ABC Ltd> & <XYZ>"),
    ('<img src="x" alt="a > b">after', "after"),
    ("<a href='http://x.example.org/?a=1&b=2'>link</a>", "link"),
    ("a<script>alert('<p>')</script >b<style>p{}</style>c<!-- <p>no</p> -->d", "abcd"),
    ("<svg><text>no</text></svg>yes", "yes"),
    ("<b>證監會</b>批准<i>兩</i>間", "證監會批准兩間"),
    ("<![CDATA[inside]]>out", "out"),
    ("a\u200bb\x00c\ufeffd", "abcd"),
    ("a \t\u3000 b", "a b"),
    ("one\r\n\r\n\r\ntwo", "one\ntwo"),
    ("&#8217;&#146;", "’’"),
    ("<p", "<p"),
    ("", ""),
]
SHAPES = ["<div>" * 800_000, "<a " * 600_000, "<!--" * 500_000, "<p>" * 300_000, "&" * 2_000_000, '<a href="' * 400_000,
          "<script>" * 400_000, "<a '" * 300_000 + '"' * 300_000, "<p" + " " * 4_000_000, "<?" * 1_000_000,
          "<" + "a" * 4_000_000, "<script>" + "</script" * 400_000, "<!---->" * 400_000]


@pytest.mark.parametrize(("markup", "text"), EXAMPLES)
def test_words_stay_and_tags_go(markup: str, text: str) -> None:
    assert plain_text(markup) == text


def test_text_declared_to_be_literal_keeps_its_signs() -> None:
    assert literal_text("Why <b> &amp; <i>  matter") == "Why <b> &amp; <i> matter"


@pytest.mark.timeout(60)  # a step that looks back over the text would take hours
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape[:10])
def test_no_shape_hangs(shape: str) -> None:
    assert len(plain_text(shape)) <= MAX_TEXT


def test_long_fields_are_cut() -> None:
    assert len(plain_text("word " * 100_000)) <= MAX_TEXT
    title = one_line("word " * 500)
    assert len(title) <= MAX_TITLE and title.endswith("…")


@given(st.text(alphabet="<>/pb !-&;\"'=a\n字", max_size=60))
def test_what_comes_out_has_no_control_signs_and_no_outer_blanks(markup: str) -> None:
    text = plain_text(markup)
    assert text == text.strip()
    assert all(sign == "\n" or sign.isprintable() for sign in text)
