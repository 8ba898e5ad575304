"""The address of a page: what is read from it, what is written to it, what the menu's links carry along."""

from __future__ import annotations

import streamlit as st

from licensing.filters import PARAMS, Filters, to_params

LANGUAGE = "lang"
PAGE = "page"


def values(name: str) -> list[str]:
    """Every value of a name in the address, in order."""
    return st.query_params.get_all(name)


def value(name: str) -> str:
    """The last value of a name in the address; "" where it is not there."""
    found = st.query_params.get_all(name)
    return found[-1] if found else ""


def carried(filters: Filters, **own: str) -> dict[str, list[str]]:
    """What a link to another page takes along: filters, language, and what the page itself is asked."""
    chosen = to_params(filters)
    if value(LANGUAGE):
        chosen[LANGUAGE] = [value(LANGUAGE)]
    return chosen | {name: [text] for name, text in own.items()}


def write(name: str, chosen: list[str]) -> None:
    """Set one name in the address (no value: take it out); the page of a table starts anew."""
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in (name, PAGE)}
    if chosen:
        kept[name] = chosen
    st.query_params.from_dict(kept)


def write_filters(filters: Filters) -> None:
    """Set the filters in the address and leave the rest, but for the page of a table."""
    kept = {key: st.query_params.get_all(key) for key in st.query_params if key not in (*PARAMS, PAGE)}
    st.query_params.from_dict(kept | to_params(filters))
