"""Words in the reader's language. Every text of ours goes through ``t``; the English text is the key.

The language belongs to one page view (a context variable): two readers never share it. Translations stand in
``locales/zh_Hant.toml``; a text that is not there is shown in English, and a test finds it.
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal
from pandas import DataFrame

from licensing.precise import first_day, precision_of

LANGUAGES = {"en": "English", "zh": "繁體中文"}
_BABEL = {"en": "en_GB", "zh": "zh_Hant_HK"}
_DAY_FORMATS = {"en": {"day": "d MMM y", "month": "MMM y", "year": "y"},
                "zh": {"day": "y年M月d日", "month": "y年M月", "year": "y年"}}
_LOCALES = Path(__file__).parent / "locales"
_current: ContextVar[str] = ContextVar("language", default="en")


def use_language(language: str | None) -> str:
    """Choose the language of this page view; an unknown one is English. Returns the one chosen."""
    chosen = language if language in LANGUAGES else "en"
    _current.set(chosen)
    return chosen


def language() -> str:
    """``en`` or ``zh``."""
    return _current.get()


def t(english: str, **values: object) -> str:
    """The text in the current language, its ``{places}`` filled in.

    >>> t("{n} rows", n=3)
    '3 rows'
    """
    text = english if _current.get() == "en" else catalogue().get(english, english)
    return text.format(**values) if values else text


@cache
def catalogue() -> dict[str, str]:
    """English text -> Traditional Chinese."""
    path = _LOCALES / "zh_Hant.toml"
    return {str(k): str(v) for k, v in tomllib.loads(path.read_text(encoding="utf-8")).items()} if path.exists() else {}


def day(iso: str | None) -> str:
    """An ISO date cut to its precision in the reader's form; "" for None.

    >>> day("2023-08-03"), day("2023-08"), day("2023")
    ('3 Aug 2023', 'Aug 2023', '2023')
    """
    return _day(iso, _current.get()) if iso else ""


@lru_cache(maxsize=4_096)
def _day(iso: str, language: str) -> str:
    return str(format_date(first_day(iso), format=_DAY_FORMATS[language][precision_of(iso)], locale=_BABEL[language]))


def number(value: float | int | None) -> str:
    """With thousands separated; "" for None."""
    if isinstance(value, int):
        return f"{value:,}"  # as both languages write it
    return "" if value is None else _decimal(value, _current.get())


@lru_cache(maxsize=4_096)
def _decimal(value: float, language: str) -> str:
    return str(format_decimal(value, locale=_BABEL[language]))


def titles_of(frame: DataFrame, english: str = "title", chinese: str = "title_zh") -> list[str]:
    """The titles in the reader's language, where there is one in it."""
    if language() == "en":
        return [str(title) for title in frame[english]]
    pairs = zip(frame[english], frame[chinese], strict=True)
    return [zh if isinstance(zh, str) and zh else str(en) for en, zh in pairs]
