"""``make bench``: every bench in turn, or the named ones: ``python -m bench taggers ingest dashboard``.

Absolute times do not travel between machines; quote the ratios.
"""

from __future__ import annotations

import importlib
import sys

BENCHES = ("taggers", "ingest", "stories", "dashboard")


def main() -> int:
    """0 when all ran, 2 for a name that is no bench."""
    wanted = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"No bench named {', '.join(unknown)}; there are: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    for name in wanted:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"bench.bench_{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
