"""The command line: ``python -m ingest`` reads every source once; ``python -m ingest --help`` says what else there is.

Exit status: 0 done, 1 nothing could be read (or ``check`` found something wrong), 2 wrong usage or wrong files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from ingest.every import Stopped, run_every, seconds
from licensing import settings
from licensing.model import DatabaseError, FetchError, LicensingError, ReferenceDataError, SourceError

Command = Callable[..., Any]
_FORMATS = {"news": ("atom", "markdown", "json"), "export": ("csv", "json", "parquet")}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(settings.VERSION, prog_name="python -m ingest")
def cli() -> None:
    """Collect what the press and the registers say about crypto licensing in Hong Kong."""


def _database(command: Command) -> Command:
    return click.option("--db", type=click.Path(path_type=Path, dir_okay=False), default=settings.database_path,
                        help="The database (default: $LICENSING_DB, else data/licensing.db).")(command)


def _sources(command: Command) -> Command:
    text = "The list of feeds (default: $LICENSING_SOURCES, else data/reference/sources.toml)."
    return click.option("--sources", type=click.Path(path_type=Path, dir_okay=False), default=settings.sources_path,
                        help=text)(command)


@cli.command()
@_database
@_sources
@click.option("--source", "only", multiple=True, metavar="ID", help="Read this source only; may be given repeatedly.")
@click.option("--offline", is_flag=True, help="Read only sources that lie on this disk.")
@click.option("--every", metavar="30m", help="Run on, once in so many seconds, minutes, hours or days (s, m, h, d).")
@click.option("--full-text/--no-full-text", default=True, help="Read the pages of relevant articles (default: yes).")
@click.option("--registers", type=click.Path(path_type=Path, dir_okay=False, exists=True), help="Other registers.")
@click.option("--allow-private-hosts", is_flag=True, help="Follow links to addresses in private networks, too.")
def run(db: Path, sources: Path, only: tuple[str, ...], offline: bool, every: str | None, full_text: bool,
        registers: Path | None, allow_private_hosts: bool) -> int:
    """Read every enabled source once (the default command)."""
    if every is not None:
        interval = seconds(every)
        if interval is None:
            raise click.BadParameter(f"{every!r} is no interval; try 30m", param_hint="--every")
        return run_every(interval, _without_every(sys.argv[1:]))
    from ingest.commands import read_sources

    addresses = None if offline or only else registers or settings.REFERENCE / "registers.toml"
    return read_sources(db, sources, only, offline=offline, registers=addresses, full_text=full_text,
                        allow_private_hosts=allow_private_hosts)


@cli.command()
def tag() -> int:
    """JSON lines in, tagged JSON lines out."""
    from ingest.tag_lines import run as tag_lines

    return tag_lines(sys.stdin.buffer, sys.stdout.buffer)


@cli.command()
@_database
def retag(db: Path) -> int:
    """Rebuild all tags from stored text, without the network."""
    from ingest.commands import retag_articles

    return retag_articles(db)


@cli.command()
@_database
@click.option("--registers", type=click.Path(path_type=Path, dir_okay=False), help="Read them at other addresses.")
@click.option("--allow-private-hosts", is_flag=True, help="Follow redirects to private networks, too.")
def registers(db: Path, registers: Path | None, allow_private_hosts: bool) -> int:
    """Read the official registers and say what has changed since the last reading."""
    from ingest.commands import read_registers

    return read_registers(db, registers or settings.REFERENCE / "registers.toml", allow_private_hosts)


@cli.command()
@_database
@click.option("--since", required=True, metavar="DAY", help="First day (YYYY-MM-DD).")
@click.option("--format", "form", type=click.Choice(_FORMATS["news"]), default="markdown", show_default=True)
def news(db: Path, since: str, form: str) -> int:
    """What has changed since a day."""
    from ingest.commands import tell_news

    return tell_news(db, _day(since), form)


@cli.command()
@_database
@_sources
def check(db: Path, sources: Path) -> int:
    """Health of every source and of the database; exit 1 if something is wrong."""
    from ingest.commands import check_health

    return check_health(db, sources)


@cli.command()
@_database
@click.argument("table")
@click.option("--format", "form", type=click.Choice(_FORMATS["export"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: standard output.")
def export(db: Path, table: str, form: str, output: Path | None) -> int:
    """A whole table, as the dashboard exports it."""
    from ingest.export_cli import export_table

    return export_table(db, table, form, output)


def main(arguments: list[str]) -> int:
    """Exit status of a command. Whatever is wrong is said in one line on standard error."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help", "--version")):
        arguments = ["run", *arguments]
    try:
        return cli.main(arguments, prog_name="python -m ingest", standalone_mode=False) or 0
    except click.ClickException as error:
        return _say(error.format_message(), 2)
    except (ReferenceDataError, SourceError) as error:
        return _say(str(error), 2)
    except (DatabaseError, FetchError, LicensingError) as error:
        return _say(str(error), 1)
    except Stopped:
        print("stopped; what was stored is whole, the next run goes on from here", file=sys.stderr)
        return 0
    except (click.Abort, KeyboardInterrupt):
        return _say("stopped", 130)
    except BrokenPipeError:  # the reader of our output has gone; say nothing more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _say(message: str, status: int) -> int:
    print(f"python -m ingest: {' '.join(message.split())}", file=sys.stderr)
    return status


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise click.BadParameter(f"{words!r} is no day (YYYY-MM-DD)", param_hint="--since") from error


def _without_every(arguments: list[str]) -> list[str]:
    """The same command line for one run."""
    kept, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--every":
            skip = True
        elif not argument.startswith("--every="):
            kept.append(argument)
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
