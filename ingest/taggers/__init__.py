"""The taggers: what an article says of licences, firms, counts and costs. Pure: no network, no database, no clock.

    title, text ──▶ may_be_relevant ──▶ Document ──▶ judge ──▶ firms, events, firm counts, costs
                    (cheap, exact)      (once)

Every fact carries the words that state it and where they stand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import licensing.characters
import licensing.codes
import licensing.language
import licensing.text
from ingest.taggers.coordination import share_facts_in_lists
from ingest.taggers.costs import find_costs
from ingest.taggers.document import Document, parse_document, spoken_language
from ingest.taggers.events import find_events
from ingest.taggers.firm_counts import find_firm_counts
from ingest.taggers.implied import add_implied
from ingest.taggers.known import NOTHING_KNOWN, Known, build_known
from ingest.taggers.mentions import Field, find_mentions
from ingest.taggers.names import Names, build_names
from ingest.taggers.new_firms import add_new_firms
from ingest.taggers.payers import name_payers
from ingest.taggers.reading import SentenceSpan, read
from ingest.taggers.relevance import judge, may_be_relevant
from ingest.taggers.roles import find_firms
from licensing.model import FirmMention, ReportedEvent, Tags
from licensing.reference import Reference

_FOLDER = Path(__file__).parent
_READING = (licensing.characters, licensing.codes, licensing.language, licensing.text)
"""What of the kernel a tag depends on besides the rules."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """Compiled spellings and rules. known: what the reference data say of each firm.

    version: changes with every rule, word, alias and dated status.
    """

    names: Names
    known: Known
    version: str

    def tag(self, title: str, text: str, published: str | None = None, language: str | None = None) -> Tags:
        """The facts of one article. published: ISO date cut to its precision; language: None to have it told."""
        if not may_be_relevant(title, text):
            return Tags(spoken_language(title, text, language), False, "no word of Hong Kong and licences")
        document = parse_document(title, text, published, language)
        relevant, reason = judge(document)
        if not relevant:
            return Tags(document.language, False, reason)
        firms, events = find_firms_and_events(document, self.names, self.known)
        counts, costs = find_firm_counts(document), name_payers(find_costs(document), document, self.names)
        return Tags(document.language, True, reason, firms, events, counts, costs)


def build_tagger(reference: Reference) -> Tagger:
    """Compile spellings and dated statuses once for many articles."""
    return Tagger(build_names(reference.aliases), build_known(reference), _version(reference))


def find_firms_and_events(
    document: Document, names: Names, known: Known = NOTHING_KNOWN
) -> tuple[tuple[FirmMention, ...], tuple[ReportedEvent, ...]]:
    """Firms with their roles, and events, from one reading of the article; nothing known: only what it states."""
    fields = (Field("title", document.title, document.folded_title), Field("text", document.text, document.folded_text))
    mentions = find_mentions(fields, names)
    spans = [
        SentenceSpan(s.field, s.start, s.end, s.folded, document.elsewhere[s.number], s.hints)
        for s in document.sentences
    ]
    texts = {"title": document.title, "text": document.text}
    reading = share_facts_in_lists(add_new_firms(read(spans, mentions), texts, names))
    reading = add_implied(reading, known, document.published)
    events = find_events(reading, texts, document.published)
    return find_firms(reading, texts, events), events


def _version(reference: Reference) -> str:
    """Hash of the rules' source, their vocabulary, and what of the reference data they use.

    An article tagged by another version is tagged anew.
    """
    digest = hashlib.sha256()
    rules = sorted(path for path in _FOLDER.rglob("*") if path.suffix in (".py", ".toml", ".txt", ".csv"))
    for path in (*rules, *(Path(module.__file__ or "") for module in _READING)):
        digest.update(path.read_bytes())
    for row in (*reference.aliases, *reference.licence_events, *reference.alerts):
        digest.update(repr(row).encode())
    return digest.hexdigest()[:16]
