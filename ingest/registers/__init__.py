"""The official registers: read, doubted, kept, and compared with the reading before.

A page that cannot be read, or a reading too odd to believe, is no change: the reading before stays, and the outcome
says why.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType

from sqlite_utils import Database

from ingest import store_registers as store
from ingest.registers import hkma_stablecoin, sfc_alerts, sfc_vatp
from ingest.registers.changes import Change, find_changes, implausible
from ingest.registers.entries import Reading, RegisterError
from ingest.registers.shipped import Shipped
from licensing.db import transaction
from licensing.model import FetchError, Regime, SourceError
from licensing.reference import Reference
from licensing.settings import HONG_KONG

REGISTERS: dict[str, ModuleType] = {module.NAME: module for module in (sfc_vatp, sfc_alerts, hkma_stablecoin)}
REGIMES = {name: Regime(module.REGIME) for name, module in REGISTERS.items()}
PARTIAL = {sfc_alerts.NAME}  # a page that may show only its newest rows

Read = Callable[[str], bytes]  # the body behind an address; raises FetchError


@dataclass(frozen=True, slots=True)
class Address:
    """Where a register is read."""

    name: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class RegisterOutcome:
    """What one reading came to: ``accepted``, ``unchanged``, ``held`` or ``failed``; detail says why in words."""

    register: str
    outcome: str
    detail: str
    changes: tuple[Change, ...] = ()


def load_addresses(path: Path) -> tuple[Address, ...]:
    """The ``[[register]]`` blocks of a TOML file. Raises SourceError naming the file and the block."""
    try:
        blocks = tomllib.loads(path.read_text(encoding="utf-8")).get("register", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from error
    if not isinstance(blocks, list) or not blocks:
        raise SourceError(f"{path}: no [[register]] block")
    addresses = []
    for number, block in enumerate(blocks, 1):
        name, url = str(block.get("name", "")), str(block.get("url", ""))
        if name not in REGISTERS:
            raise SourceError(f"{path}: register {number}: unknown name {name!r}; known: {', '.join(REGISTERS)}")
        if not url.startswith(("http://", "https://")):
            raise SourceError(f"{path}: register {name}: url must be http or https, not {url!r}")
        addresses.append(Address(name, str(block.get("publisher", "")), url))
    return tuple(addresses)


def seed(connection: sqlite3.Connection, shipped: Iterable[Shipped], reference: Reference) -> None:
    """Keep each shipped reading that is newer than what the database has; then make anew what follows from all.

    Part of the transaction that replaces the reference rows, so that no reader misses a newcomer in between.
    """
    for item in shipped:
        before = store.newest_accepted(connection, item.register)
        if before is None or before.read_on < item.as_of:
            changes = find_changes(before.entries, item.reading.entries) if before else ()
            read_at = f"{item.as_of}T00:00:00+08:00"
            store.save_reading(connection, item.register, read_at, item.source_url, "accepted",
                               "shipped with the program", item.reading, changes, reference.firms)
    store.rebuild_from_readings(connection, reference, REGIMES)


def read_all(
    db: Database, addresses: Iterable[Address], read: Read, reference: Reference, now: datetime
) -> list[RegisterOutcome]:
    """Read every register once, each in a transaction of its own; one that fails never stops the others."""
    return [_read_one(db, address, read, reference, now) for address in addresses]


def _read_one(db: Database, address: Address, read: Read, reference: Reference, now: datetime) -> RegisterOutcome:
    read_at = now.astimezone(HONG_KONG).isoformat(timespec="seconds")
    try:
        reading: Reading = REGISTERS[address.name].parse(read(address.url))
    except (FetchError, RegisterError) as error:
        with transaction(db) as connection:
            store.save_reading(connection, address.name, read_at, address.url, "failed", str(error), None, (), ())
        return RegisterOutcome(address.name, "failed", str(error))
    with transaction(db) as connection:
        outcome = _judge(store.newest_accepted(connection, address.name), reading, address.name)
        store.save_reading(connection, address.name, read_at, address.url, outcome.outcome, outcome.detail, reading,
                           outcome.changes, reference.firms)
        if outcome.outcome == "accepted":
            store.rebuild_from_readings(connection, reference, REGIMES)
    return outcome


def _judge(before: store.StoredReading | None, reading: Reading, register: str) -> RegisterOutcome:
    """Whether a reading is believed, and what it changes."""
    detail = "; ".join(reading.warnings)
    if before is None:
        return RegisterOutcome(register, "accepted", detail or "first reading")
    if before.content_hash == store.content_hash(reading.entries):
        return RegisterOutcome(register, "unchanged", detail)
    partial = register in PARTIAL
    doubt = None if partial else implausible(before.entries, reading.entries)
    if doubt:
        return RegisterOutcome(register, "held", doubt)
    return RegisterOutcome(register, "accepted", detail, find_changes(before.entries, reading.entries, partial))
