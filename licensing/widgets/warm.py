"""What a server does before its first reader asks: modules that are only read when they are first used."""

from __future__ import annotations

from threading import Thread


def warm() -> Thread:
    """Read, beside all else, what draws tables and charts; it takes about a second."""
    started = Thread(target=_use, name="warm", daemon=True)
    started.start()
    return started


def _use() -> None:
    import pyarrow.compute  # noqa: F401

    from licensing.figures.base import figure

    made = figure(100)
    made.add_scatter(x=[0], y=[0])
    made.add_bar(x=[0], y=[0])
    made.to_json()
