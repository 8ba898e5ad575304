"""Widgets of one page, bound to the address: a link opened cold shows the same view.

The address is what counts: a widget is set from it before it is drawn, and writes to it when a reader changes it.
Values from an address are checked against the options; others are as if they were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from licensing.filters import FIRST_DAY, LAST_DAY
from licensing.i18n import number, t
from licensing.labels import label
from licensing.widgets import address

MAX_WORDS = 200


def text_box(name: str, label: str, placeholder: str = "") -> str:
    """What is typed, cut to 200 characters."""
    key = _set(name, address.value(name)[:MAX_WORDS])
    st.text_input(label, key=key, placeholder=placeholder, max_chars=MAX_WORDS, on_change=_store, args=(name, key, str))
    return str(st.session_state[key]).strip()


def pick_many(name: str, label: str, options: Sequence[str], shown: Callable[[str], str],
              default: Sequence[str] = ()) -> tuple[str, ...]:
    """Some of the options, in their order; the default where the address names none of them."""
    asked = [option for option in options if option in address.values(name)]
    key = _set(name, asked or list(default))
    st.pills(label, options, key=key, selection_mode="multi", format_func=shown, on_change=_store,
             args=(name, key, str))
    return tuple(option for option in options if option in (st.session_state[key] or ()))


def pick_one(name: str, label: str, options: Sequence[str], shown: Callable[[str], str]) -> str:
    """One of the options; the first where the address names none of them."""
    asked = address.value(name)
    key = _set(name, asked if asked in options else options[0])
    st.segmented_control(label, options, key=key, format_func=shown, required=True, on_change=_store,
                         args=(name, key, str))
    return str(st.session_state[key] or options[0])


def switch(name: str, label: str, explained: str = "") -> bool:
    """On or off; off where the address does not say 1."""
    key = _set(name, address.value(name) == "1")
    st.toggle(label, key=key, help=explained or None, on_change=_store, args=(name, key, lambda on: "1" if on else ""))
    return bool(st.session_state[key])


def day_box(name: str, label: str, default: date) -> date:
    """A day; the default where the address gives none that can be read."""
    key = _set(name, _day(address.value(name)) or default)
    st.date_input(label, key=key, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", on_change=_store,
                  args=(name, key, date.isoformat))
    chosen = st.session_state[key]
    return chosen if isinstance(chosen, date) else default


def page_number(rows: int, rows_a_page: int) -> int:
    """The page of a table to show, from 1; a box to choose it where there is more than one."""
    pages = max(1, -(-rows // rows_a_page))
    asked = address.value(address.PAGE)
    chosen = min(pages, max(1, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    if pages > 1:
        key = _set(address.PAGE, chosen)
        st.number_input(t("Page (of {n})", n=number(pages)), 1, pages, key=key, step=1, width=160, on_change=_store,
                        args=(address.PAGE, key, str))
    return chosen


def label_of(kind: str) -> Callable[[str], str]:
    """What the options of a closed set are called; "all" is all of them."""
    return lambda value: t("All") if value == "all" else label(kind, str(value))


def _set(name: str, value: Any) -> str:
    key = f"own_{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return key


def _store(name: str, key: str, written: Callable[[Any], str]) -> None:
    chosen = st.session_state[key]
    many = chosen if isinstance(chosen, list | tuple) else [] if chosen is None else [chosen]
    address.write(name, [text for one in many if (text := written(one))])


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
