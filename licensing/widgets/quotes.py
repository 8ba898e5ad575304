"""Words of others with where they stand: quotes, lists of news, an article with its facts marked. All escaped HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from licensing.i18n import day, t
from licensing.widgets.text import escaped, web_address


def show(markup: str) -> None:
    """Draw markup that the functions of this module made."""
    st.html(markup)


def link_html(url: object, words: object) -> str:
    """A link that opens beside the page, if the address is http(s); else the words alone."""
    address = web_address(url)
    if address is None:
        return escaped(words)
    return f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer nofollow">{escaped(words)}</a>'


def figures_html(figures: Iterable[tuple[str, str, str, str]], words: bool = False) -> str:
    """Headline figures: (label, value, note, colour of the rule above); ``words``: values that are sentences."""
    cells = [f'<div class="hkl-figure" style="--hkl-c:{colour}"><dt>{escaped(name)}</dt><dd>{escaped(value)}'
             f'<p class="hkl-note">{escaped(note)}</p></dd></div>' for name, value, note, colour in figures]
    return f'<dl class="hkl-figures{" hkl-words" if words else ""}">{"".join(cells)}</dl>'


def changes_html(changes: Iterable[tuple[str, str, str, str, str, str | None]]) -> str:
    """News as a list: (ISO day, badge, headline, quote, publisher, address)."""
    rows = [
        f'<li><span class="hkl-day">{escaped(day(on))}</span><span class="hkl-badge">{escaped(badge)}</span>'
        f"<strong>{escaped(headline)}</strong>"
        + (f'<span class="hkl-quote">{escaped(quote)}</span>' if quote else "")
        + f'<span class="hkl-from"> {link_html(url, publisher)}</span></li>'
        for on, badge, headline, quote, publisher, url in changes
    ]
    return f'<ul class="hkl-list">{"".join(rows)}</ul>'


def quotes_html(frame: pd.DataFrame, badges: Sequence[str], headlines: Sequence[str]) -> str:
    """The rows of a frame (published_on, quote, title, publisher, url, maybe correction) as quotes with source."""
    rows = []
    for badge, headline, row in zip(badges, headlines, frame.to_dict("records"), strict=True):
        put_right = row.get("correction")
        note = f' · <em>{escaped(t("corrected: {what}", what=put_right))}</em>' if isinstance(put_right, str) else ""
        rows.append(
            f'<li><span class="hkl-day">{escaped(_day(row["published_on"]))}</span>'
            f'<span class="hkl-badge">{escaped(badge)}</span><strong>{escaped(headline)}</strong>'
            f'<span class="hkl-quote">“{escaped(row["quote"])}”</span>'
            f'<span class="hkl-from">{escaped(row["publisher"])} · {link_html(row["url"], row["title"])}{note}'
            "</span></li>")
    return f'<ul class="hkl-list">{"".join(rows)}</ul>'


def article_html(text: str, facts: pd.DataFrame, labels: Sequence[str]) -> str:
    """A text with its facts marked; where two overlap the first to begin is marked, the others keep to the list below.

    facts: fact, start, end (of this text, in reading order); labels: what stands small behind each mark.
    """
    pieces, at = [], 0
    for fact, start, end, words in zip(facts["fact"], facts["start"], facts["end"], labels, strict=True):
        if not at <= start < end <= len(text):
            continue
        pieces += [escaped(text[at:start]), f'<mark class="hkl-{escaped(fact)}">{escaped(text[start:end])}</mark>',
                   f"<sup>{escaped(words)}</sup>"]
        at = int(end)
    return f'<div class="hkl-text">{"".join(pieces)}{escaped(text[at:])}</div>'


def _day(value: Any) -> str:
    return day(value) if isinstance(value, str) else t("undated")


def chapters(texts: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Chapters of our own prose: title and paragraphs."""
    for title, paragraphs in texts:
        st.subheader(t(title))
        st.html("".join(f'<p style="max-width:46rem">{escaped(t(text))}</p>' for text in paragraphs))


def link_list(links: Iterable[tuple[str, str]]) -> None:
    """Links of our own, one a line."""
    show(f'<ul class="hkl-list">{"".join(f"<li>{link_html(url, t(title))}</li>" for title, url in links)}</ul>')
