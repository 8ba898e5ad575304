"""What the taggers reach on our own texts: ``python -m tests.evaluation.measure [--write] [NAME …]``.

--write puts the figures and the day into data/reference/measured.toml, which the Method page shows.
"""

from __future__ import annotations

import argparse
from datetime import datetime

from licensing.settings import HONG_KONG, REFERENCE
from tests.evaluation.scoring import FOLDER, load, measure

SETS = ("en", "zh")


def main() -> None:
    """Print the table; with --write keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", default=SETS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    names = [name for name in options.names if (FOLDER / f"{name}.jsonl").exists()]
    records = load(*names)
    lines = [f'measured_on = "{datetime.now(HONG_KONG).date()}"', f"n_texts = {len(records)}"]
    print(f"{len(records)} texts\n{'':16}precision recall   hit false missed")
    for (language, family), score in measure(records).items():
        print(f"{language + '.' + family:16}{score.precision:9.3f}{score.recall:7.3f}{score.hits:6}{score.false:6}{score.missed:7}")
        lines += ["", f"[{language}.{family}]", f"precision = {score.precision:.3f}", f"recall = {score.recall:.3f}",
                  f"hits = {score.hits}", f"false = {score.false}", f"missed = {score.missed}"]
    if options.write:
        head = "# What the taggers reach on the labelled texts of tests/evaluation. Written by tests.evaluation.measure --write.\n"
        (REFERENCE / "measured.toml").write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
