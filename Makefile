# The commands of the README. Every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export DAGSTER_HOME := $(abspath $(or $(NIENGIAM_WAREHOUSE),warehouse))/.dagster

.PHONY: setup warehouse test bench fuzz check format ui lock areas clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $@

warehouse: setup
	$(BIN)/niengiam build

test: setup
	$(BIN)/python -m pytest

# Megabytes a second on one core, by stage, over the sample landing.
bench: setup
	$(BIN)/python tests/benchmarks/reading.py
	$(BIN)/python tests/benchmarks/resolving.py
	$(BIN)/python tests/benchmarks/releases.py

# Five thousand mutated files of every format, each of which must have an outcome.
fuzz: setup
	$(BIN)/python tests/benchmarks/fuzz.py

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

ui: setup
	$(BIN)/python -m pipelines.orchestration.home
	$(BIN)/dagster dev -h 127.0.0.1 -p 3000

# Resolves the dependencies anew; the lock holds names, versions and hashes, no address.
lock:
	$(BIN)/uv pip compile --quiet --no-header --universal --generate-hashes --no-emit-index-url --no-annotate \
		--no-strip-extras --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

# Rebuilds the area tables of the catalogue from the MIT packages of the `areas` extra.
areas: setup
	$(PYTHON) -m venv .venv-areas
	.venv-areas/bin/python -m pip install --quiet -e ".[areas]"
	.venv-areas/bin/python -m schemas.catalogue.build_areas

clean:
	rm -rf $(VENV) .venv-areas
