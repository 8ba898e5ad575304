# Two commands: make run, make test. Everything else is for those who work on it.
PORT ?= 8501
EVERY ?= 30m
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check bench clean

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

run:  ## set up, ingest what needs no network, serve the dashboard on PORT, poll the feeds
	@tools/setup.sh requirements.txt
	@exec $(PY) -m tools.serve --port $(PORT) --every $(EVERY)

test:  ## set up everything the tests need, the browser included, and run them all
	@tools/setup.sh requirements-dev.txt
	@$(PY) -m tools.browser >/dev/null
	$(PY) -m pytest -n 2 --dist loadfile

check:  ## lint and types
	@tools/setup.sh requirements-dev.txt
	$(PY) -m ruff check .
	$(PY) -m mypy

bench:  ## speeds as ratios against others, in one run
	@tools/setup.sh requirements-bench.txt
	@$(PY) -m tools.browser >/dev/null
	$(PY) -m bench

clean:  ## remove what was built, the database included
	rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis data/licensing.db data/licensing.db-*
