"""Addresses in one spelling, and what makes two items the same article.

``clean_url`` is the address to show and to read; ``address_key`` is what is compared: http and https, www and mobile
hosts, AMP and trailing slashes are one address. Redirectors that carry the real address in their own (Bing News, Google
Alerts) are opened; Google News' opaque links can't be, so its items go by publisher, title and day.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

MAX_URL = 2000
_TRACKING = re.compile(
    r"^(?:utm_\w*|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid|mc_[ce]id|igshid?|_ga|_gl|_hs\w+|"
    r"hs\w*tracking|vero_\w+|mkt_tok|wt[._]\w+|pk_\w+|mtm_\w+|at_(?:medium|campaign)|cmpid|ocid|icid|ncid|ito|xtor|"
    r"spm|ref_src|ref_url|referrer|shareid|smid|smtyp|sref|soc_\w+|guccounter|guce_\w+|__twitter_impression|"
    r"traffic_source|pgtype|outputtype|amp|oc)$", re.I)
# These carry content on some sites, so they go only with a value that says where the reader came from.
_SOMETIMES_TRACKING = re.compile(r"^(?:ref|source|src|from|feed|via)$", re.I)
_ORIGINS = re.compile(r"^(?:rss\w*|feeds?|atom|twitter|facebook|fb|linkedin|telegram|whatsapp|email|newsletter|"
                      r"home\w*|share\w*|social\w*|google\w*)?$", re.I)
_WRAPPERS: tuple[tuple[re.Pattern[str], str, str], ...] = (  # host, path, parameter with the address
    (re.compile(r"(?:^|\.)bing\.com$"), "/news/apiclick.aspx", "url"),
    (re.compile(r"(?:^|\.)google\.[a-z.]+$"), "/url", "url"),
    (re.compile(r"(?:^|\.)google\.[a-z.]+$"), "/url", "q"),
    (re.compile(r"^lm?\.facebook\.com$"), "/l.php", "u"),
)
_AMP_CACHE = re.compile(r"^/(?:amp/)?[acrv]?/?s/(?P<rest>[^/]+\..+)$")
_GOOGLE_AMP = re.compile(r"^/amp/s/(?P<rest>[^/]+\..+)$")
_AMP_PATH = re.compile(r"(?:/amp(?:/|\.html?)?|[./]amp\.html?|\.amp)$", re.I)
_SIDE_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
_GOOGLE_NEWS = ("https://news.google.com", "http://news.google.com")
_SPELLING = re.compile(r"[\W_]+")
# An address that all the rules below would leave as it is: most are.
_CLEAN = re.compile(r"https?://(?!\S*(?:google|bing|facebook|ampproject)\.)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}"
                    r"/[A-Za-z0-9._~!$&'()*+,;=:@/-]*\Z")
_UNSAFE = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]")


def clean_url(link: str, base: str = "") -> str | None:
    """An absolute http(s) address without tracking, fragment and wrapper; None: it is no such address.

    >>> clean_url("https://Example.org/a?utm_source=rss&id=7#top")
    'https://example.org/a?id=7'
    """
    link = link.strip()
    if _CLEAN.match(link) and len(link) <= MAX_URL:
        return link
    if not link or len(link) > MAX_URL * 2:
        return None
    try:
        parts = urlsplit(_unwrap(_absolute(link, base)))
        host, port = _host((parts.hostname or "").rstrip(".")), parts.port
    except ValueError:  # a broken IPv6 address, a port of letters, a name that is none
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None or _UNSAFE.search(host):
        return None
    url = f"{parts.scheme.lower()}://{host}{_port(parts.scheme.lower(), port)}{_path(parts.path)}{_query(parts)}"
    return url if len(url) <= MAX_URL else None


def address_key(url: str) -> str:
    """What two spellings of one address have in common. ``url`` comes from ``clean_url``.

    >>> address_key("http://m.example.org/news/1/amp/") == address_key("https://www.example.org/news/1")
    True
    """
    address, _, query = url.partition("?")
    host, slash, path = address.partition("://")[2].partition("/")
    path = _AMP_PATH.sub("", slash + path).rstrip("/")
    pairs = sorted(parse_qsl(query, keep_blank_values=True)) if query else ()
    return f"{_SIDE_HOST.sub('', host)}{path}" + (f"?{urlencode(pairs)}" if pairs else "")


def is_google_news(url: str | None) -> bool:
    """True for the opaque addresses of Google News, which name no article. ``url`` comes from ``clean_url``."""
    return url is not None and url.startswith(_GOOGLE_NEWS) and urlsplit(url).hostname == "news.google.com"


def is_own_page(url: str) -> bool:
    """False for an address that can only be a site's front page. ``url`` comes from ``clean_url``."""
    address, _, query = url.partition("?")
    return bool(query or address.partition("://")[2].partition("/")[2].strip("/"))


def spelling(text: str) -> str:
    """A title or name without case, spaces and signs, for comparing."""
    return _SPELLING.sub(" ", text.casefold()).strip()


def split_publisher(title: str, publisher: str | None) -> tuple[str, str | None]:
    """Google News writes "Headline - Publisher": headline and publisher. publisher: what the item itself names."""
    if publisher and title.endswith(f" - {publisher}"):
        return title[: -len(publisher) - 3].rstrip(), publisher
    head, dash, tail = title.rpartition(" - ")
    if not publisher and dash and head and 1 < len(tail) <= 60:
        return head.rstrip(), tail
    return title, publisher


def _absolute(link: str, base: str) -> str:
    if link.startswith("//"):
        return ("http:" if base.startswith("http:") else "https:") + link
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
        return link
    if re.match(r"www\.[^/\s]+\.", link):
        return f"http://{link}"
    return urljoin(base, link) if base.startswith(("http://", "https://")) else link


def _unwrap(url: str) -> str:
    """The address inside a redirector's, at most three deep."""
    for _ in range(3):
        inner = _inside(urlsplit(url))
        if inner is None:
            break
        url = inner
    return url


def _inside(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").lower()
    for pattern, path, name in _WRAPPERS:
        if pattern.search(host) and parts.path.lower().startswith(path):
            inner = parse_qs(parts.query).get(name, [""])[0]
            if inner.startswith(("http://", "https://")):
                return inner
    shape = _AMP_CACHE if host.endswith(".ampproject.org") else _GOOGLE_AMP if ".google." in f".{host}" else None
    match = shape.match(parts.path) if shape else None
    return f"https://{match['rest']}" + (f"?{parts.query}" if parts.query else "") if match else None


def _host(host: str) -> str:
    host = host.lower()
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ValueError(f"no host name: {host!r}") from error


def _port(scheme: str, port: int | None) -> str:
    return "" if port is None or port == {"http": 80, "https": 443}[scheme] else f":{port}"


def _path(path: str) -> str:
    """Percent-encoded the same way whatever the feed did: once, as UTF-8, and only what needs it."""
    if "%" not in path and path.isascii() and not _UNSAFE.search(path):
        return path or "/"
    pieces = (quote(unquote(piece, errors="surrogateescape"), safe="!$&'()*+,;=:@~", errors="surrogateescape")
              for piece in path.split("/"))
    return "/".join(pieces) or "/"


def _query(parts: SplitResult) -> str:
    if not parts.query:
        return ""
    kept = [piece for piece in parts.query.split("&") if piece and not _is_tracking(piece)]
    return "?" + quote("&".join(kept), safe="%!$&'()*+,;=:@~/?[]-._") if kept else ""


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    return bool(_TRACKING.match(name) or (_SOMETIMES_TRACKING.match(name) and _ORIGINS.match(value)))
