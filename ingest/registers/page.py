"""A register's HTML page as tables of plain text; refuses what is not such a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.etree
import lxml.html

from ingest.registers.entries import RegisterError, clean

BOT_WALLS = ("just a moment", "access denied", "attention required", "captcha", "are you a robot")
MAX_SPAN = 50
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "strong", "button", "a")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its header cells, its rows of cells, and the text of what stands before it."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    markers: tuple[str, ...]  # lower case: what introduces it; own caption, headings and markers, prose, ancestors


def parse_page(body: bytes) -> lxml.html.HtmlElement:
    """The page's tree. Raises RegisterError for an empty body, JSON, a bot wall or an error page, in words."""
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise RegisterError("the page is empty")
    if head[:1] in b"{[":
        raise RegisterError(f"the page is JSON, not HTML{_json_reason(head)}")
    try:
        tree = lxml.html.document_fromstring(body, parser=lxml.html.HTMLParser(encoding=_encoding(body)))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise RegisterError(f"the page cannot be read as HTML: {error}") from error
    title = clean(tree.findtext(".//title")).lower()
    visible = clean(tree.text_content())[:2000].lower()
    no_table = tree.find(".//table") is None
    wall = next((words for words in BOT_WALLS if words in title or (no_table and words in visible)), None)
    if wall:
        raise RegisterError(f"the page is a bot wall ({wall!r})")
    return tree


def tables(tree: lxml.html.HtmlElement) -> Iterator[Table]:
    """Every table that holds no other table, in page order, layout tables included: choose by headers or marker."""
    for element in tree.iter("table"):
        if element.find(".//table") is not None:
            continue
        rows = list(element.iter("tr"))
        cells = _grid(rows)
        n_headers = _header_rows(rows)
        yield Table(
            headers=_merged(cells[:n_headers]),
            rows=tuple(row for row in cells[n_headers:] if any(row)),
            markers=_introduction(element),
        )


def column(table: Table, *words: str) -> int | None:
    """Index of the first column whose header holds one of the words (lower case), None if there is none."""
    for position, header in enumerate(table.headers):
        if any(word in header.lower() for word in words):
            return position
    return None


def cell(row: tuple[str, ...], position: int | None) -> str:
    """A row's cell, "" for a column that is not there."""
    return row[position] if position is not None and position < len(row) else ""


def _header_rows(rows: list[lxml.html.HtmlElement]) -> int:
    """How many leading rows are headers: those in a thead or of th cells only, else the first."""
    count = 0
    for row in rows:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        in_head = row.getparent() is not None and row.getparent().tag == "thead"
        if cells and (in_head or all(cell.tag == "th" for cell in cells)):
            count += 1
        else:
            break
    return count or min(1, len(rows))


def _grid(rows: list[lxml.html.HtmlElement]) -> list[tuple[str, ...]]:
    """The cells' texts with merged cells repeated in every place they span, so that columns stay columns."""
    grid: list[tuple[str, ...]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, and with what
    for row in rows:
        line: list[str] = []
        for cell in [cell for cell in row if cell.tag in ("td", "th")]:
            _fill(line, hanging)
            text, wide, high = clean(cell.text_content()), _span(cell, "colspan"), _span(cell, "rowspan")
            for _ in range(wide):
                if high > 1:
                    hanging[len(line)] = (high - 1, text)
                line.append(text)
        _fill(line, hanging)
        grid.append(tuple(line))
    return grid


def _fill(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    while (left := hanging.get(len(line))) is not None:
        rows_left, text = left
        if rows_left > 1:
            hanging[len(line)] = (rows_left - 1, text)
        else:
            del hanging[len(line)]
        line.append(text)


def _span(cell: lxml.html.HtmlElement, name: str) -> int:
    """A cell's colspan or rowspan, 1 where it is no number; capped, since a page may say anything."""
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isascii() and value.isdigit() else 1


def _merged(header_rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Header rows laid over one another: the last row has the columns, the ones above only span them."""
    return header_rows[-1] if header_rows else ()


def _introduction(table: lxml.html.HtmlElement) -> tuple[str, ...]:
    """What comes between the table before this one and this one, nearest first: headings and markers, then prose."""
    own = [table.get("class", ""), table.get("id", ""), clean(table.findtext("caption"))]
    headings: list[str] = []
    prose: list[str] = []
    for element in table.xpath("preceding::*")[::-1]:
        if element.tag == "table":
            break
        if not isinstance(element.tag, str) or element.find(".//table") is not None:
            continue
        headings += [element.get("class", ""), element.get("id", "")]
        (headings if element.tag in HEADINGS else prose).append(clean(element.text_content())[:200])
    around = [name for element in table.iterancestors() for name in (element.get("class", ""), element.get("id", ""))]
    return tuple(part.lower() for part in (*own, *headings, *prose, *around) if part)


def _encoding(body: bytes) -> str:
    try:
        body.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return "big5hkscs" if b"big5" in body[:2048].lower() else "utf-8"


def _json_reason(body: bytes) -> str:
    """What a JSON envelope says went wrong, "" where it says nothing."""
    try:
        header = json.loads(body)["header"]
        return f": success={header['success']}, err_code {header.get('err_code')}"
    except (ValueError, KeyError, TypeError):
        return ""
