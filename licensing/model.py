"""The words of the field: what an article, a tag and a status are.

Pure values, no behaviour beyond what reading them needs. ``None`` always means *unstated*.

The error tree, every error the project raises on purpose::

    LicensingError
    ├── ReferenceDataError   a row of data/reference is wrong: file and line
    ├── SourceError          sources.toml is wrong: file and block
    ├── DatabaseError        the database is missing, older, newer, corrupt or busy
    ├── FetchError           a page or feed could not be read
    │   ├── HostUnreachable  look-up or connect failed: not retried within a run
    │   ├── Forbidden        an address that must not be asked (private host, robots.txt, not http)
    │   ├── TooLarge         over the size cap, after decompression
    │   ├── Passing          429, 5xx, broken reads: tried again within the run (ingest.fetch_request)
    │   └── RetryLater       the server asks for longer than a run lasts (ingest.fetch_request)
    └── FeedError            the bytes are not a feed
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from licensing.vocabulary import CostKind as CostKind
from licensing.vocabulary import CountCategory as CountCategory
from licensing.vocabulary import Currency as Currency
from licensing.vocabulary import Event as Event
from licensing.vocabulary import Language as Language
from licensing.vocabulary import Precision as Precision
from licensing.vocabulary import Qualifier as Qualifier
from licensing.vocabulary import Regime as Regime
from licensing.vocabulary import Role as Role
from licensing.vocabulary import Status as Status
from licensing.vocabulary import TextFrom as TextFrom


class LicensingError(Exception):
    """Anything that went wrong in a way the project foresaw; its text is fit to be shown to a person."""


class ReferenceDataError(LicensingError):
    """A row of the reference data is wrong; the message begins with ``file:line:``."""


class SourceError(LicensingError):
    """sources.toml is wrong; the message names the file and the source's id."""


class DatabaseError(LicensingError):
    """The database cannot be used as it is; the message says what to run."""


class FetchError(LicensingError):
    """An address could not be read; ``status`` is the HTTP status where there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class HostUnreachable(FetchError):
    """The name was not found or the host did not accept a connection."""


class Forbidden(FetchError):
    """An address that is never asked: not http(s), a private host, or barred by robots.txt."""


class TooLarge(FetchError):
    """The body is over the cap, counted after decompression."""


class FeedError(LicensingError):
    """The bytes are not an RSS or Atom feed; the message says what they are instead."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news item as read from a feed, before it is stored. Times are aware UTC, text is plain."""

    identity: str
    url: str | None
    source_id: str
    guid: str | None
    title: str
    author: str | None
    publisher: str
    published_at: datetime | None
    published_on: str | None  # Hong Kong day, cut to the precision: 2024-06-01, 2024-06, 2024
    published_precision: Precision | None
    language: Language | None
    text: str
    text_from: TextFrom = TextFrom.FEED


@dataclass(frozen=True, slots=True)
class Span:
    """Where a fact's words stand: ``article[field][start:end] == quote``. field is ``title`` or ``text``."""

    field: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class FirmMention:
    """A firm tied by the text to a Hong Kong licence. slug None: not in the reference."""

    slug: str | None
    name: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """A change of status reported as having happened. on: ISO date cut to what the text gives, None: it gives none."""

    slug: str | None
    name: str
    event: Event
    on: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class FirmCount:
    """A stated number of firms. Units: firms."""

    low: int | None
    high: int | None
    qualifier: Qualifier
    category: CountCategory
    said_by: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in whole units of its currency."""

    low: int | None
    high: int | None
    currency: Currency


@dataclass(frozen=True, slots=True)
class ComplianceCost:
    """Money a firm must spend or hold to be licensed, or to comply, in Hong Kong."""

    amount: Amount
    qualifier: Qualifier
    kind: CostKind
    slug: str | None
    also: Amount | None  # the same sum converted, as the article gives it
    said_by: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Tags:
    """All that was found in one article. An article that is not relevant has no facts; reason says why in words."""

    language: Language
    relevant: bool
    reason: str
    firms: tuple[FirmMention, ...] = ()
    events: tuple[ReportedEvent, ...] = ()
    firm_counts: tuple[FirmCount, ...] = ()
    costs: tuple[ComplianceCost, ...] = ()


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm of the reference data; slug is its key everywhere. checked_on: the day its row was last checked."""

    slug: str
    legal_name: str
    platform_name: str
    name_zh: str
    regime: Regime | None
    ce_number: str
    parent: str
    website: str
    note: str
    source_url: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of a firm's name. needs: what must stand near an ambiguous one ("" for none)."""

    alias: str
    language: Language
    firm_slug: str
    needs: str


@dataclass(frozen=True, slots=True)
class LicenceEvent:
    """A dated status of a firm under a regime. effective_on is cut to its precision; origin: reference or register."""

    firm_slug: str
    regime: Regime
    status: Status
    effective_on: str
    precision: Precision
    origin: str
    source_url: str
    note: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class Source:
    """A feed as its block in sources.toml describes it. ``url`` is http(s) or, for files of ours, ``file:``."""

    id: str
    name: str
    publisher: str
    url: str
    language: Language | None
    scope: str
    enabled: bool = True
    headers: dict[str, str] = field(default_factory=dict)
    full_text: bool = True

    @property
    def is_file(self) -> bool:
        """True for feeds that lie on this disk: read without the network, their articles' pages never fetched."""
        return self.url.startswith("file:")
