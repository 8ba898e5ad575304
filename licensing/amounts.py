"""Sums and counts in the reader's words: open ends are said, never hidden."""

from __future__ import annotations

from licensing.i18n import language, number, t

SIGNS = {"HKD": "HK$", "USD": "US$", "CNY": "RMB ", "EUR": "€", "GBP": "£", "SGD": "S$"}
_ZH_UNITS = {"HKD": "港元", "USD": "美元", "CNY": "人民幣元", "EUR": "歐元", "GBP": "英鎊", "SGD": "新加坡元"}
_EN_STEPS = ((1_000_000_000, " billion"), (1_000_000, " million"))
_ZH_STEPS = ((100_000_000, "億"), (10_000, "萬"))


def money(low: float | None, high: float | None, currency: str, qualifier: str = "exact") -> str:
    """A sum as the article qualifies it; None is an open end.

    >>> money(None, 25_000_000, "USD", "up to"), money(12_000_000, 20_000_000, "USD", "range")
    ('up to US$25 million', 'US$12 million–20 million')
    """
    if low is not None and high is not None and low != high:
        first = _sum(low, currency) if language() == "en" else _short(low)
        return f"{first}–{_short(high) if language() == 'en' else _sum(high, currency)}"
    value = high if low is None else low
    return "" if value is None else _qualified(_sum(value, currency), low, high, qualifier)


def count(low: float | None, high: float | None, qualifier: str = "exact") -> str:
    """A number of firms as the article qualifies it.

    >>> count(80, None, "over"), count(24, 24, "exact")
    ('over 80', '24')
    """
    if low is not None and high is not None and low != high:
        return f"{number(low)}–{number(high)}"
    value = high if low is None else low
    return "" if value is None else _qualified(number(value), low, high, qualifier)


def _qualified(words: str, low: float | None, high: float | None, qualifier: str) -> str:
    if qualifier in ("exact", "range"):
        qualifier = "exact" if low is not None and high is not None else "over" if high is None else "up to"
    return words if qualifier == "exact" else t(_PATTERNS[qualifier], sum=words)


_PATTERNS = {"over": "over {sum}", "at least": "at least {sum}", "about": "about {sum}", "up to": "up to {sum}",
             "nearly": "nearly {sum}", "vague": "roughly {sum} or more"}


def _sum(value: float, currency: str) -> str:
    if language() == "zh":
        return f"{_short(value)}{_ZH_UNITS.get(currency, currency)}"
    return f"{SIGNS.get(currency, currency + ' ')}{_short(value)}"


def _short(value: float) -> str:
    for step, word in _ZH_STEPS if language() == "zh" else _EN_STEPS:
        if abs(value) >= step:
            return f"{number(round(value / step, 2)).rstrip('.')}{word}"
    return number(int(value) if float(value).is_integer() else value)
