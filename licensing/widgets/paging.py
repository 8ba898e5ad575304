"""Lists of facts too long for one page: the newest of them are a chart's marks, the table below turns their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from licensing.queries.stories import MAX_MARKS, PAGE_ROWS
from licensing.widgets.bound import page_number
from licensing.widgets.data import ask


@dataclass(frozen=True, slots=True)
class Listed:
    """n: how many rows there are; marks: the newest of them, as many as a chart draws; rows, asked: the question."""

    n: int
    marks: pd.DataFrame
    rows: Callable[..., pd.DataFrame]
    asked: tuple[Any, ...]


def listed(rows: Callable[..., pd.DataFrame], count: Callable[..., int], *asked: Any) -> Listed:
    """A list by the question for its rows, which takes a limit and an offset, and the one for their number."""
    marks = ask(rows, *asked, limit=MAX_MARKS)
    return Listed(len(marks) if len(marks) < MAX_MARKS else ask(count, *asked), marks, rows, asked)


def page_of(these: Listed) -> pd.DataFrame:
    """The rows of the page that the address asks for, with a box to choose it where there are several."""
    start = PAGE_ROWS * (page_number(these.n, PAGE_ROWS) - 1)
    if start + PAGE_ROWS <= MAX_MARKS:
        return these.marks.iloc[start:start + PAGE_ROWS].reset_index(drop=True)
    return ask(these.rows, *these.asked, limit=PAGE_ROWS, offset=start)
