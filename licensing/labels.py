"""The words a reader sees for the closed sets, in English; ``i18n.t`` has them in Chinese. One word for one thing."""

from __future__ import annotations

from licensing.i18n import t

LABELS: dict[str, dict[str, str]] = {
    "status": {
        "licensed": "Licensed", "deemed": "Deemed to be licensed", "applicant": "Applicant",
        "in_principle": "Approved in principle", "sandbox": "Sandbox", "closing_down": "Closing down",
        "withdrawn": "Withdrawn", "returned": "Returned", "refused": "Refused", "ceased": "Ceased",
        "suspended": "Suspended", "revoked": "Revoked", "unknown": "Unknown", "removed": "Removed",
        "alert": "Alert list",
    },
    "regime": {
        "VATP": "Trading platform (VATP)", "stablecoin": "Stablecoin issuer", "va_dealing": "Dealing in virtual assets",
        "va_fund_manager": "Virtual asset fund manager", "va_custody": "Custody", "bank": "Bank",
    },
    "event": {
        "applied": "Applied", "deemed": "Deemed to be licensed", "in_principle": "Approved in principle",
        "licensed": "Licensed", "uplifted": "Licence widened", "withdrawn": "Withdrew", "returned": "Returned",
        "refused": "Refused", "suspended": "Suspended", "revoked": "Revoked", "ceased": "Ceased", "warned": "Warned of",
    },
    "role": {
        "licensee": "Licensee", "deemed": "Deemed to be licensed", "applicant": "Applicant",
        "former_applicant": "Former applicant", "sandbox": "Sandbox", "unlicensed": "Named as unlicensed",
        "other": "Mentioned",
    },
    "category": {
        "licensed": "Licensed", "deemed": "Deemed to be licensed", "applicants": "Applicants",
        "interested": "Interested", "in_principle": "Approved in principle", "withdrawn": "Withdrawn or returned",
        "sandbox": "Sandbox", "unlicensed": "Named as unlicensed", "other": "Other counts",
    },
    "kind": {
        "total": "A licence, all in", "capital": "Capital", "fee": "Official fee", "professional": "Professional fees",
        "operating": "Running costs", "penalty": "Penalty", "other": "Other costs",
    },
    "qualifier": {
        "exact": "exactly", "over": "over", "at least": "at least", "about": "about", "up to": "up to",
        "nearly": "nearly", "range": "between", "vague": "roughly",
    },
    "language": {"en": "English", "zh-Hant": "Traditional Chinese", "zh-Hans": "Simplified Chinese"},
    "milestone": {
        "application": "Application", "circular": "Circular", "consultation": "Consultation",
        "enforcement": "Enforcement", "international": "International", "legislation": "Legislation",
        "licence": "Licence", "market": "Market", "policy": "Policy", "refusal": "Refusal", "register": "Register",
        "withdrawal": "Withdrawal",
    },
    "outcome": {
        "ok": "Read", "unchanged": "Nothing new", "empty": "Empty", "not_a_feed": "Not a feed", "failed": "Failed",
        "unreachable": "Not reachable", "waiting": "Waiting", "accepted": "Accepted", "held": "Held back",
        "done": "Done", "running": "Under way", "first_read": "First reading",
    },
    "origin": {"reference": "Reference data", "register": "Register"},
    "register": {"sfc-vatp": "SFC: trading platforms", "sfc-alerts": "SFC: suspicious platforms",
                 "hkma-stablecoin": "HKMA: stablecoin issuers"},
    "reconciliation": {
        "agrees": "Press agrees", "press_ahead": "Press ahead of the register", "press_wrong": "Press differs",
        "not_in_register": "Reported, in no register", "never_reported": "Never reported",
    },
    "stage": {
        "applicant-deemed": "Application to deemed", "applicant-licensed": "Application to licence",
        "applicant-removed": "Application to its end", "deemed-licensed": "Deemed to licence",
        "deemed-removed": "Deemed to its end",
    },
    "fact": {"firm": "Firms named", "event": "Events", "count": "Firm counts", "cost": "Costs"},
    "precision": {"instant": "to the second", "day": "to the day", "month": "to the month", "year": "to the year",
                  "observed": "seen on that day"},
}
"""Kind of value -> value -> its English label."""


def label(kind: str, value: object) -> str:
    """The label in the reader's language; a value without one is shown as it is, a missing one as "".

    >>> label("status", "deemed")
    'Deemed to be licensed'
    """
    if not isinstance(value, str):
        return ""
    return t(LABELS[kind][value]) if value in LABELS[kind] else value
