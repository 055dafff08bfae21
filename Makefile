# Two commands do everything on a machine that has Python 3.11 and make: `make site` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: site test bench check format clean

site: $(VENV)/installed ## Build the sample site and say where it is.
	$(BIN)/moothall build

test: $(VENV)/tested ## Check style and types, then run the whole test suite.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(PYTEST_ARGS)

bench: $(VENV)/measurable ## Measure whole builds: make bench DUMP=FOLDER [MAIL=FILE] (CONTRIBUTING tells of what).
	$(BIN)/python -m bench.speed $(DUMP) $(if $(MAIL),--mail $(MAIL)) > $(VENV)/results.md
	mv $(VENV)/results.md bench/RESULTS.md

format: $(VENV)/tested ## Put the code into its form.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove everything that the other commands made.
	rm -rf $(VENV) output .moothall

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

$(VENV)/measurable: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	touch $@
