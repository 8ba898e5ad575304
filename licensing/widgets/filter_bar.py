"""The filters: boxes for the sidebar, and what is chosen in words above the page, with one click to clear it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from licensing.filters import FIRST_DAY, LAST_DAY, PARAMS, Filters, Known, parse_filters
from licensing.i18n import day, t
from licensing.labels import label
from licensing.model import Language, Regime, Status
from licensing.queries.articles import are_publishers, publishers
from licensing.queries.firms import firm_names
from licensing.widgets import address
from licensing.widgets.data import ask, today
from licensing.widgets.text import literal

PRESETS = {"": "Any time", "30": "Last 30 days", "365": "Last 12 months", "vatp": "Since the VATP regime (June 2023)",
           "stablecoin": "Since the stablecoin regime (August 2025)", "own": "Days of my own"}
"""Name of a period -> its label."""
_STARTS = {"vatp": date(2023, 6, 1), "stablecoin": date(2025, 8, 1)}


def filters_asked() -> tuple[Filters, tuple[str, ...]]:
    """The filters the address asks for, and what of it could not be used."""
    asked = {name: address.values(name) for name in PARAMS}
    return parse_filters(asked, Known(frozenset(firm_names_by_slug()), are_known(tuple(asked["publisher"]))))


def filter_boxes(filters: Filters, filtered: bool) -> None:
    """The boxes, set from the filters."""
    names = firm_names_by_slug()
    st.subheader(t("Filters"))
    if not filtered:
        st.caption(t("This page shows everything; filters are kept for the others."))
    _many("firms", t("Firm"), list(names), filters.firms, names)
    _period(filters)
    with st.expander(t("More filters"),
                     expanded=bool(filters.statuses or filters.regimes or filters.publishers or filters.languages)):
        _more(filters)
    st.button(t("Clear filters"), key="clear_side", on_click=_clear, disabled=not filters, width="stretch")


def filters_in_words(filters: Filters, dropped: tuple[str, ...], filtered: bool) -> None:
    """What is chosen, above the page, with a button to clear it; what the address asked for in vain."""
    if dropped:
        st.warning(t("Not known and left out of the filters:") + " " + literal(", ".join(dropped)))
    if filters and filtered:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{t('Shown only:')}** {literal(in_words(filters))}", width="content")
            st.button(t("Clear filters"), key="clear", on_click=_clear, type="tertiary")


def in_words(filters: Filters) -> str:
    """The filters as one line of text in the reader's language."""
    names = firm_names_by_slug()
    parts = [names.get(slug, slug) for slug in filters.firms]
    parts += [label("status", status) for status in filters.statuses]
    parts += [label("regime", regime) for regime in filters.regimes]
    parts += [t("since {day}", day=day(filters.since.isoformat()))] if filters.since else []
    parts += [t("until {day}", day=day(filters.until.isoformat()))] if filters.until else []
    parts += list(filters.publishers)
    parts += [label("language", language) for language in filters.languages]
    return " · ".join(parts)


def are_known(names: tuple[str, ...]) -> tuple[str, ...]:
    """The publishers of an address that the database knows; it is not asked where none is named."""
    return ask(are_publishers, names) if names else ()


def regime_filter(filters: Filters, regime: str) -> Filters:
    """The filters with the regime of a page's own choice, where the reader's filters name none."""
    return filters if filters.regimes or regime == "all" else replace(filters, regimes=(regime,))


def firm_names_by_slug() -> dict[str, str]:
    """The firms by slug, in the order of their names."""
    frame = ask(firm_names)
    return dict(zip(frame["slug"].astype(str), frame["platform_name"].astype(str), strict=True))


def _more(filters: Filters) -> None:
    _many("statuses", t("Status today"), list(Status), filters.statuses, _labels("status", Status))
    _many("regimes", t("Regime"), list(Regime), filters.regimes, _labels("regime", Regime))
    top = [str(name) for name in ask(publishers)["publisher"]]
    options = [*top, *(name for name in filters.publishers if name not in top)]
    _many("publishers", t("Publisher"), options, filters.publishers, dict(zip(options, options, strict=True)))
    _many("languages", t("Language of the article"), list(Language), filters.languages, _labels("language", Language))


def _labels(kind: str, values: type[Status] | type[Regime] | type[Language]) -> dict[str, str]:
    return {value: label(kind, value.value) for value in values}


def _many(field: str, title: str, options: list[str], chosen: tuple[str, ...], names: dict[str, str]) -> None:
    key = _set(field, list(chosen))
    st.multiselect(title, [str(option) for option in options], key=key, placeholder=t("All"),
                   format_func=lambda value: names.get(value, value), on_change=_changed)


def _period(filters: Filters) -> None:
    chosen = _preset(filters)
    options = [name for name in PRESETS if name != "own" or chosen == "own"]
    st.selectbox(t("Period"), options, key=_set("preset", chosen), format_func=lambda name: t(PRESETS[name]),
                 on_change=_preset_chosen)
    for field, title in (("since", t("Since")), ("until", t("Until"))):
        key = _set(field, getattr(filters, field))
        st.date_input(title, key=key, min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD", value=None,
                      on_change=_changed)


def _preset(filters: Filters) -> str:
    if filters.until is None:
        for name in PRESETS:
            if name != "own" and filters.since == _start(name):
                return name
    return "own"


def _start(preset: str) -> date | None:
    if preset.isdigit():
        return today() - timedelta(days=int(preset))
    return _STARTS.get(preset)


def _set(field: str, value: object) -> str:
    key = f"filter_{field}"
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _preset_chosen() -> None:
    preset = st.session_state["filter_preset"]
    if preset != "own":
        st.session_state["filter_since"], st.session_state["filter_until"] = _start(preset), None
        _changed()


def _changed() -> None:
    """Into the address: what stands in the boxes."""
    state = st.session_state
    address.write_filters(Filters(
        tuple(state["filter_firms"]), tuple(state["filter_statuses"]), tuple(state["filter_regimes"]),
        state["filter_since"], state["filter_until"], tuple(state["filter_publishers"]),
        tuple(state["filter_languages"])))


def _clear() -> None:
    address.write_filters(Filters())
