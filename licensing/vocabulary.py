"""The closed sets of the field: statuses, regimes, events, kinds. ``licensing.model`` hands them on."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Language and script of a text."""

    EN = "en"
    ZH_HANT = "zh-Hant"
    ZH_HANS = "zh-Hans"


class Precision(StrEnum):
    """How exactly a date is known. ``OBSERVED``: true on that day, its beginning unknown."""

    INSTANT = "instant"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    OBSERVED = "observed"


class Regime(StrEnum):
    """A Hong Kong licensing regime. VATP: SFC, virtual asset trading platforms; stablecoin: HKMA, from 2025-08-01."""

    VATP = "VATP"
    STABLECOIN = "stablecoin"
    VA_DEALING = "va_dealing"
    VA_FUND_MANAGER = "va_fund_manager"
    VA_CUSTODY = "va_custody"
    BANK = "bank"


class Status(StrEnum):
    """A firm's standing under a regime: the latest licence event on or before a day."""

    APPLICANT = "applicant"
    DEEMED = "deemed"
    IN_PRINCIPLE = "in_principle"
    LICENSED = "licensed"
    SANDBOX = "sandbox"
    CLOSING_DOWN = "closing_down"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REFUSED = "refused"
    CEASED = "ceased"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class Event(StrEnum):
    """A change of status that an article reports as having happened."""

    APPLIED = "applied"
    DEEMED = "deemed"
    IN_PRINCIPLE = "in_principle"
    LICENSED = "licensed"
    UPLIFTED = "uplifted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    CEASED = "ceased"
    WARNED = "warned"


class Role(StrEnum):
    """What a firm is, in the context of a licence, at the article's time."""

    LICENSEE = "licensee"
    DEEMED = "deemed"
    APPLICANT = "applicant"
    FORMER_APPLICANT = "former_applicant"
    SANDBOX = "sandbox"
    UNLICENSED = "unlicensed"
    OTHER = "other"


class CountCategory(StrEnum):
    """What the counted firms have in common."""

    INTERESTED = "interested"
    APPLICANTS = "applicants"
    LICENSED = "licensed"
    DEEMED = "deemed"
    IN_PRINCIPLE = "in_principle"
    WITHDRAWN = "withdrawn"
    SANDBOX = "sandbox"
    UNLICENSED = "unlicensed"
    OTHER = "other"


class Qualifier(StrEnum):
    """How a number is stated; it decides which of low and high are set (TAGGING: 80+ has no high)."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at least"
    ABOUT = "about"
    UP_TO = "up to"
    NEARLY = "nearly"
    RANGE = "range"
    VAGUE = "vague"


class CostKind(StrEnum):
    """What the money is spent or held for."""

    TOTAL = "total"
    CAPITAL = "capital"
    FEE = "fee"
    PROFESSIONAL = "professional"
    OPERATING = "operating"
    PENALTY = "penalty"
    OTHER = "other"


class Currency(StrEnum):
    """ISO 4217 codes of the currencies that are read."""

    HKD = "HKD"
    USD = "USD"
    CNY = "CNY"
    EUR = "EUR"
    GBP = "GBP"
    SGD = "SGD"


class TextFrom(StrEnum):
    """Where an article's text came from: the feed's own words, or the article's page."""

    FEED = "feed"
    PAGE = "page"
