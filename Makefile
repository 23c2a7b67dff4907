# `make` lists the targets. All of them need git, make and a Python from 3.11 on, and nothing else:
# what they install comes as wheels, at the versions of constraints.txt.

# The first of these that is new enough and has venv; or say which: make test PYTHON=/opt/python3.13/bin/python3
PYTHON ?= $(firstword $(foreach p,python3 python3.11 python3.12 python3.13 python3.14 python,\
	$(shell $(p) -c 'import sys, venv; print("$(p)" if sys.version_info >= (3, 11) else "")' 2>/dev/null)))
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
# With --verifytypes pyright heeds no --pythonpath, only the first python that it finds.
PYRIGHT := PATH="$(CURDIR)/$(BIN):$$PATH" pyright
PIP_INSTALL := -m pip install --quiet --constraint constraints.txt

export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Deterministic, so that what passed once passes again; `make test PRECINCT_HYPOTHESIS_PROFILE=deep` looks further.
export PRECINCT_HYPOTHESIS_PROFILE ?= ci

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test coverage torture lint types format bench mutants law samples changelog clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1#\2/p' $(MAKEFILE_LIST) | while IFS='#' read -r name what; \
		do printf '%-16s %s\n' "$$name" "$$what"; done

demo: $(VENV)/.core-stamp ## one night at the station
	$(BIN)/python examples/one_night.py

# loadfile, because the blocks of one page build on each other and must stay on one worker; a workflow is searched
# once on each worker that asks for it. (loadgroup would gather them better, but xdist 3.8 marks no test of pytest 9.)
test: lint types ## everything that must hold: lint, types, tests, documentation
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadfile

# The same tests, but watched, which takes more than twice as long: whole workflows are searched in them.
coverage: $(VENV)/.dev-stamp ## which lines and branches the tests reach (takes a quarter of an hour)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses $(WORKERS) --dist loadfile
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# TORTURE='kills --part 0.1' takes a tenth of one of them.
torture: $(VENV)/.dev-stamp ## what a ledger must survive: kills, faults, crowds, wrong bytes (takes hours; TORTURE='kills --part 0.1' a little)
	$(BIN)/python -m tests.torture $(TORTURE)

lint: $(VENV)/.dev-stamp ## style, format, who imports whom, changelog fragments
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/towncrier build --draft --version next >/dev/null 2>&1 || $(BIN)/towncrier build --draft --version next

types: $(VENV)/.dev-stamp ## mypy, pyright, and whether the public names are fully typed
	$(BIN)/mypy
	$(PYRIGHT) --verifytypes precinct --ignoreexternal
	$(PYRIGHT) tests/typing

format: $(VENV)/.dev-stamp ## put the code into the house's format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(BENCH)/.stamp ## measure beside the peers (takes minutes; figures, not tests)
	$(BENCH)/bin/python -m tests.benchmarks

# MUTANTS='--sample 300' draws some; '--only matters/custody' or '--only ledger' takes those of a place.
mutants: $(VENV)/.mutants-stamp ## how many small mistakes in law and ledger the tests notice (takes hours; see tests/mutants)
	$(BIN)/python -m tests.mutants $(MUTANTS)

law: $(VENV)/.core-stamp ## renew what is made from the law: its compiled form, and the page of coverage
	$(BIN)/python -c 'from pathlib import Path; from precinct.law.reading import compile_folder; \
		compile_folder(Path("src/precinct/jurisdictions/cn"))'
	@mkdir -p docs/reference/law
	$(BIN)/python -m precinct law cn coverage > docs/reference/law/coverage.md

samples: $(VENV)/.dev-stamp ## keep what ships today for all tests to come: shapes, entries, a ledger (never rewrites one)
	$(BIN)/python -m tests.ledger.keeping

changelog: $(VENV)/.dev-stamp ## what the next release will say
	$(BIN)/towncrier build --draft --version next

clean: ## remove all that make made
	rm -rf $(VENV) $(BENCH) build dist .coverage .coverage.* htmlcov
	rm -rf __pycache__ .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests examples docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# ---- the virtual environments: made once, brought up to date when what they are made from changes

define make_venv
@test -n "$(PYTHON)" || { \
	echo "precinct needs Python 3.11 or later with its venv module; none was found." >&2; \
	echo "Install one, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "precinct needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." >&2; \
	echo "Name a later one: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; }
@$(PYTHON) -m venv $(@D) || { rm -rf $(@D); \
	echo "$(PYTHON) could not make a virtual environment; some systems ship venv as a package of its own." >&2; \
	exit 1; }
endef

# The build back end comes from constraints.txt, too: an isolated build would take the newest.
define install_core
$(@D)/bin/python $(PIP_INSTALL) hatchling
$(@D)/bin/python $(PIP_INSTALL) --no-build-isolation --editable .
endef

$(VENV)/pyvenv.cfg $(BENCH)/pyvenv.cfg:
	$(make_venv)

$(VENV)/.core-stamp: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	$(install_core)
	@touch $@

$(VENV)/.dev-stamp: $(VENV)/.core-stamp
	$(BIN)/python $(PIP_INSTALL) --no-build-isolation --editable '.[dev]'
	@touch $@

$(VENV)/.mutants-stamp: $(VENV)/.dev-stamp
	$(BIN)/python $(PIP_INSTALL) --no-build-isolation --editable '.[mutants]'
	@touch $@

$(BENCH)/.stamp: pyproject.toml constraints.txt tests/benchmarks/requirements.txt | $(BENCH)/pyvenv.cfg
	$(install_core)
	$(BENCH)/bin/python $(PIP_INSTALL) --requirement tests/benchmarks/requirements.txt
	@touch $@
