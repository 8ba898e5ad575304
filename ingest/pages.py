"""The pages of relevant articles: a feed's summary seldom holds the figures."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import store_corrections, store_pages
from ingest.desk import Desk, Reporter, utc_now
from ingest.outcomes import one_line
from ingest.pool import as_done
from ingest.sources import Reader
from ingest.store import save_page_text
from licensing.db import transaction
from licensing.model import FetchError, Forbidden, Source

PAGES_A_SOURCE = 20
PAGES_AT_ONCE = 8


def read_pages(desk: Desk, reader: Reader, sources: Sequence[Source], reporter: Reporter) -> int:
    """Read what waits in the queue of these sources, at most ``PAGES_A_SOURCE`` of each. Number of texts taken over.

    Each page is stored in a transaction of its own: what a killed run has read is not read again.
    """
    on_the_web = [source.id for source in sources if not source.is_file and source.full_text]
    waiting = store_pages.next_pages(desk.db.conn, on_the_web, PAGES_A_SOURCE)
    if not waiting:
        return 0
    reporter.note(f"reading {len(waiting)} articles' pages")
    taken = 0
    for page, answer in as_done(_mixed(waiting), lambda p: reader.page_text(p.url, p.source_id), PAGES_AT_ONCE):
        taken += _store_page(desk, page, answer, utc_now())
    return taken


def _store_page(desk: Desk, page: store_pages.QueuedPage, answer: str | Exception | None, now: str) -> bool:
    if isinstance(answer, Exception) and not isinstance(answer, FetchError):
        raise answer
    with transaction(desk.db) as connection:
        if isinstance(answer, Forbidden):
            store_pages.page_done(connection, page.article_id, one_line(str(answer)))
            return False
        if isinstance(answer, FetchError):
            store_pages.page_failed(connection, page.article_id, one_line(str(answer)))
            return False
        if answer is None:
            store_pages.page_done(connection, page.article_id, "behind a paywall, or no article found on the page")
            return False
        store_pages.page_done(connection, page.article_id)
        changed = save_page_text(connection, page.article_id, answer, desk.inputs, now)
        if changed:
            store_corrections.apply_corrections(connection, desk.corrections, desk.inputs, [page.article_id])
        return changed


def _mixed(pages: Sequence[store_pages.QueuedPage]) -> list[store_pages.QueuedPage]:
    """One of each source in turn: a host is asked for one page at a time, with a pause between two."""
    seen: dict[str, int] = {}
    turns = []
    for page in pages:
        seen[page.source_id] = seen.get(page.source_id, 0) + 1
        turns.append((seen[page.source_id], page.source_id, page))
    return [page for _, _, page in sorted(turns, key=lambda turn: turn[:2])]
