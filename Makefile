SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
ADDRESS ?= localhost
RUNS := $(VENV)/.runs
TESTS := $(VENV)/.tests
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on

.PHONY: help run test check coverage bench docs sign-in-link

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*  ## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-13s %s\n' "$$name" "$$what"; done
	@echo '  PORT=8600 and ADDRESS=0.0.0.0 choose where it listens, PYTHON=python3.12 by which Python.'

run: $(RUNS)  ## everything a newcomer needs: environment, database, migrations, demo data, the app
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: $(TESTS)  ## every test
	$(BIN)/python -m pytest -n auto

check: $(TESTS)  ## format, lint, types and tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

coverage: $(TESTS)  ## every test but those in a browser, and the branches that none of them takes
	$(BIN)/python -m pytest -n auto -m "not browser" --cov --cov-report=term-missing:skip-covered

bench: $(TESTS)  ## speed, beside a yardstick
	$(BIN)/python -m benchmarks

docs: $(RUNS)  ## write the generated tables of the documents anew
	$(BIN)/python -m docs.tables --write

sign-in-link: $(RUNS)  ## a new sign-in link for the first admin
	$(BIN)/python -m db.sign_in_link --port $(PORT)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rolecall needs Python 3.11 or newer; PYTHON=python3.12 make run chooses one."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNS): requirements.txt | $(VENV)/bin/python
	@echo "Setting up the environment in $(VENV): once, a few minutes."
	$(PIP) -r requirements.txt
	@touch $@

$(TESTS): requirements-dev.txt $(RUNS)
	$(PIP) -r requirements-dev.txt
	@touch $@
