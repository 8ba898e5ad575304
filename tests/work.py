"""Work counted instead of timed: the same on a busy machine as on an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from types import FrameType


def calls_made(run: Callable[[], object]) -> int:
    """How many functions ``run`` calls, those written in C included. A regex that looks back shows as time only."""
    number = count()

    def see(_frame: FrameType, event: str, _argument: object) -> None:
        if event in ("call", "c_call"):
            next(number)

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        run()
    finally:
        sys.setprofile(before)
    return next(number)
