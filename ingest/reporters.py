"""What a run says while it works: a progress bar on a terminal, one ``key=value`` line a source elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ingest.desk import Reporter
from ingest.outcomes import Outcome, RunResult

if TYPE_CHECKING:
    from rich.console import Console


class LineReporter(Reporter):
    """Log lines on standard output."""

    def source_done(self, outcome: Outcome) -> None:
        """One line a source."""
        print(outcome.log_line(), flush=True)

    def note(self, words: str) -> None:
        """Notes as they are."""
        print(words, flush=True)


class BarReporter(Reporter):
    """A progress bar: sources done, articles new, failures. Failures are also named above it."""

    def __init__(self, console: Console, progress: Any) -> None:
        self._console = console
        self._progress = progress
        self._task = progress.add_task("sources", total=None, new=0, failed=0)
        self._new = self._failed = 0

    def begin(self, sources: int) -> None:
        """Now the bar knows its length."""
        self._progress.update(self._task, total=sources)

    def source_done(self, outcome: Outcome) -> None:
        """One step on."""
        self._new += outcome.new
        self._failed += not outcome.status.was_read
        self._progress.update(self._task, advance=1, new=self._new, failed=self._failed)

    def note(self, words: str) -> None:
        """Above the bar."""
        self._console.print(words, markup=False, highlight=False)


@contextmanager
def reporter() -> Iterator[Reporter]:
    """The reporter that suits standard output."""
    if not sys.stdout.isatty():
        yield LineReporter()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[new]} new, {task.fields[failed]} failed"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield BarReporter(console, progress)


def closing_table(result: RunResult) -> None:
    """The run in a few lines: totals, then the sources that could not be read and why."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    read = [outcome for outcome in result.outcomes if outcome.status.was_read]
    failed = [outcome for outcome in result.outcomes if not outcome.status.was_read]
    table = Table(title=f"Run {result.run_id}", title_justify="left")
    for heading in ("sources read", "not read", "articles new", "edited", "pages read", "tagged again", "seconds"):
        table.add_column(heading, justify="right")
    table.add_row(f"{len(read)}", f"{len(failed)}", f"{sum(o.new for o in read)}", f"{sum(o.updated for o in read)}",
                  f"{result.pages}", f"{result.retagged}", f"{result.seconds:.1f}")
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    if failed and sys.stdout.isatty():
        reasons = Table("not read", "why")
        for outcome in failed:
            reasons.add_row(Text(outcome.source_id), Text(outcome.error or outcome.status))
        console.print(reasons)
