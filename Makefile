# Needs Python 3.11 or newer and GNU make. Everything else is installed into .venv.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PINS := .ci/constraints.txt
DEMO_DIR ?= build/demo
WORKERS ?= 2
CHROMIUM ?= chromium
AXE := build/axe/node_modules/axe-core/axe.min.js

PLUGIN_DIRS := $(patsubst %/pyproject.toml,%,$(sort $(wildcard plugins/*/pyproject.toml)))

# Outside test data: tests that need it are left out where the folder is not there.
CHANGEKIT_TEST_DATA ?= $(abspath $(wildcard ../shared/data))
ifneq ($(CHANGEKIT_TEST_DATA),)
export CHANGEKIT_TEST_DATA
endif

.PHONY: help demo test check docs bench test-browser wheel-test changelog clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; \
		do printf '  %-18s %s\n' "$$name" "$$text"; done

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "changekit needs Python 3.11 or newer: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml $(PINS)
	$(PIP) install --quiet -c $(PINS) --editable '.[all]'
	@$(BIN)/python -m compileall -q src/changekit
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready $(addsuffix /pyproject.toml,$(PLUGIN_DIRS))
	$(PIP) install --quiet -c $(PINS) --editable '.[all,dev]'
	$(if $(PLUGIN_DIRS),$(PIP) install --quiet --no-deps $(addprefix --editable ./,$(PLUGIN_DIRS)))
	@touch $@

demo: $(VENV)/ready ## plan the Eskilstuna example and write its report (DEMO_DIR=build/demo)
	@$(BIN)/changekit demo $(DEMO_DIR)

test: $(VENV)/ready-dev ## run the tests, those of the plugins and of the docstrings too
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/ready-dev ## check style, types, floors, and that code and docs agree
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@for source in $(wildcard plugins/*/src); do MYPYPATH=$$source $(BIN)/mypy $$source || exit 1; done
	$(BIN)/lint-imports
	$(if $(wildcard tests/docs),$(BIN)/python -m pytest -q tests/docs)

docs: $(VENV)/ready-dev ## write the reference pages anew and check all pages
	$(BIN)/python docs/generate.py
	$(BIN)/python -m pytest -q tests/docs

bench: $(VENV)/ready-dev ## measure start-up, reading and planning
	$(BIN)/python -m pytest -m bench -s tests/bench

test-browser: $(VENV)/ready-dev $(AXE) ## open the report in headless Chromium and check it with axe-core
	@command -v $(CHROMIUM) >/dev/null || { echo "no $(CHROMIUM) found: apt-get install chromium," \
		"or make test-browser CHROMIUM=NAME" >&2; exit 1; }
	CHANGEKIT_CHROMIUM=$(CHROMIUM) CHANGEKIT_AXE=$(abspath $(AXE)) $(BIN)/python -m pytest -m browser

# axe-core comes from npm and is needed by this one check; it is neither shipped nor installed.
$(AXE):
	@command -v npm >/dev/null || { echo "no npm found, which brings axe-core: apt-get install npm" >&2; exit 1; }
	npm install --silent --no-save --prefix build/axe axe-core@4

wheel-test: $(VENV)/ready-dev ## build the wheel from the sdist and try it far from this folder
	rm -rf build/dist build/wheel-venv build/elsewhere
	mkdir -p build/elsewhere
	$(BIN)/python -m hatchling build -t sdist -d build/dist
	$(PIP) wheel --quiet --no-deps -w build/dist build/dist/changekit-*.tar.gz
	cp tests/installed/smoke.py build/elsewhere
	$(PYTHON) -m venv build/wheel-venv
	build/wheel-venv/bin/python -m pip --disable-pip-version-check install --quiet -c $(PINS) \
		build/dist/changekit-*.whl
	cd build/elsewhere && ../wheel-venv/bin/python smoke.py
	build/wheel-venv/bin/python -m pip --disable-pip-version-check install --quiet -c $(PINS) \
		"$$(echo build/dist/changekit-*.whl)[all]"
	cd build/elsewhere && ../wheel-venv/bin/changekit demo out

changelog: ## show what the fragments in docs/changes/ will say in CHANGELOG.md
	@for file in docs/changes/*.*.md; do test -f "$$file" && sed '1s/^/- /; 2,$$s/^/  /' "$$file"; done; true

clean: ## remove everything that was built
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
