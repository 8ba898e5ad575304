"""The digest of what is new: an Atom feed, Markdown or JSON, the same news under the same id at every run."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from xml.etree import ElementTree

from licensing.queries.changes import Change

ATOM = "http://www.w3.org/2005/Atom"
FEED_ID = "tag:hk-licensing-tracker,2026:news"
FORMATS = ("atom", "markdown", "json")
FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~$&:.])")
HEADINGS = {
    "status": "Licences and applications", "register": "The registers", "alert": "Warnings",
    "report": "Reported by the press", "count": "Numbers of firms", "cost": "What it costs",
}
STATUS_WORDS = {
    "applicant": "applied for a licence", "deemed": "deemed to be licensed", "in_principle": "approved in principle",
    "licensed": "licensed", "sandbox": "admitted to the sandbox", "closing_down": "closing down",
    "withdrawn": "application withdrawn", "returned": "application returned", "refused": "application refused",
    "ceased": "ceased, or no longer in the register", "suspended": "licence suspended", "revoked": "licence revoked",
}
EVENT_WORDS = {"applied": "applied for a licence", "uplifted": "licence widened", "warned": "warned of"}
REGISTER_WORDS = {
    "new": "new in the register", "gone": "no longer in the register", "status_changed": "status changed to",
}
QUALIFIER_SIGNS = {"over": "over ", "at least": "at least ", "about": "about ", "up to": "up to ", "nearly": "nearly ",
                   "vague": "at least ", "exact": "", "range": ""}


def headline(change: Change) -> str:
    """A change in one line, in our own words; names as the source writes them."""
    if change.kind == "status":
        return f"{change.name}: {STATUS_WORDS[change.what]} ({change.detail})"
    if change.kind == "register":
        status = f" ({change.detail.replace('_', ' ')})" if change.detail else ""
        return f"{change.name}: {REGISTER_WORDS[change.what]}{status}"
    if change.kind == "alert":
        lookalike = "; the name resembles a licensed firm's" if change.firm_slug else ""
        return f"{change.name}: on the list of suspicious platforms{lookalike}"
    if change.kind == "report":
        words = EVENT_WORDS.get(change.what) or STATUS_WORDS.get(change.what, change.what)
        return f"{change.name}: {words}, as reported by {change.publisher}"
    if change.kind == "count":
        return f"{_figure(change.detail)} firms {change.what.replace('_', ' ')}, says {change.publisher}"
    currency, _, figure = change.detail.partition("|")
    return f"{currency} {_figure(figure)} ({change.what}), says {change.publisher}"


def render(changes: Sequence[Change], form: str, since: str, now: datetime) -> str:
    """The news as ``atom``, ``markdown`` or ``json`` text. since: ISO day, now: aware."""
    if form == "atom":
        return render_atom(changes, now)
    if form == "markdown":
        return render_markdown(changes, since)
    return render_json(changes, since)


def render_atom(changes: Sequence[Change], now: datetime) -> str:
    """RFC 4287. An entry is updated at Hong Kong midnight of its day, so that a run later does not touch it."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _child(feed, "id", FEED_ID)
    _child(feed, "title", "Hong Kong crypto licensing: what is new")
    _child(feed, "updated", _instant(changes[0].day) if changes else now.isoformat(timespec="seconds"))
    _child(_child(feed, "author"), "name", "Hong Kong crypto licensing tracker")
    for change in changes:
        entry = _child(feed, "entry")
        _child(entry, "id", f"{FEED_ID}/{hashlib.sha256(change.key.encode('utf-8', 'replace')).hexdigest()[:24]}")
        _child(entry, "title", headline(change))
        _child(entry, "updated", _instant(change.day))
        if _is_web(change.url):
            _child(entry, "link", href=change.url or "", rel="alternate")
        _child(entry, "category", term=change.kind)
        _child(entry, "content", change.quote or headline(change), type="text")
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def render_markdown(changes: Sequence[Change], since: str) -> str:
    """A digest to paste into a mail: by kind, newest first; what feeds wrote stands escaped."""
    lines = [f"# Hong Kong crypto licensing: what is new since {since}", ""]
    order = list(HEADINGS)
    for kind, group in groupby(sorted(changes, key=lambda c: order.index(c.kind)), key=lambda c: c.kind):
        lines += [f"## {HEADINGS[kind]}", ""]
        for change in group:
            link = f" ([source](<{change.url}>))" if _is_web(change.url) else ""
            quote = f" — “{_escaped(change.quote)}”" if change.quote else ""
            lines.append(f"- {change.day}: {_escaped(headline(change))}{quote}{link}")
        lines.append("")
    if not changes:
        lines += ["Nothing new.", ""]
    return "\n".join(lines)


def render_json(changes: Sequence[Change], since: str) -> str:
    """``{"since": …, "changes": […]}``, each change with the fields of Change and its headline."""
    rows = [{**asdict(change), "headline": headline(change)} for change in changes]
    return json.dumps({"since": since, "changes": rows}, ensure_ascii=False, indent=2) + "\n"


def _figure(detail: str) -> str:
    """``80||over`` as "over 80", ``10|12|range`` as "10 to 12"."""
    low, high, qualifier = detail.split("|")
    ends = list(dict.fromkeys(f"{int(end):,}" for end in (low, high) if end))
    return QUALIFIER_SIGNS[qualifier] + " to ".join(ends)


def _instant(day: str) -> str:
    return f"{(day + '-01-01')[:10] if len(day) == 4 else (day + '-01')[:10]}T00:00:00+08:00"


def _is_web(url: str | None) -> bool:
    return bool(url and re.fullmatch(r"https?://[^<>\s]+", url))


def _escaped(text: str) -> str:
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def _child(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}", attributes)
    if text is not None:
        child.text = FORBIDDEN_IN_XML.sub("", text)
    return child
