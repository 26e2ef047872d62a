# make run   everything a newcomer needs: environment, database, migrations, demo data, the app
# make test  every test
# make check format, lint, types and tests
# make bench speed, beside a yardstick
# make docs  write the generated tables of the documents anew

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
ADDRESS ?= localhost
READY := $(VENV)/.ready

.PHONY: run test check bench docs sign-in-link

run: $(READY)
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.address $(ADDRESS)

test: $(READY)
	$(BIN)/python -m pytest -n auto

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

bench: $(READY)
	$(BIN)/python -m benchmarks

docs: $(READY)
	$(BIN)/python -m docs.tables --write

sign-in-link: $(READY)
	$(BIN)/python -m db.sign_in_link --port $(PORT)

$(READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Rolecall needs Python 3.11 or newer; PYTHON=python3.12 make run chooses one."; exit 1; }
	@echo "Setting up the environment in $(VENV): once, a few minutes."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -r requirements.txt
	@touch $@
