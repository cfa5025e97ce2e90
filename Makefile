# Everything a newcomer needs: `make serve` and `make test` set themselves up.
PYTHON ?= python3
PORT ?= 7860
TEST_WORKERS ?= 2
BIN := .venv/bin
export GOGLOBAL_DATA_DIR ?= $(CURDIR)/.data
export GOGLOBAL_MODEL_DIR ?= $(CURDIR)/.data/models

.PHONY: help install serve test check evaluate format bench screenshots widget-screenshots load browser clean

help:
	@echo "make serve       web chat at http://127.0.0.1:$(PORT) (another port: PORT=8080)"
	@echo "make test        the whole test suite      make check   format, lint, types, imports"
	@echo "make evaluate    answers to tests/collection, scored and held to its floors; a report in .data/evaluation"
	@echo "make install     set-up only               make bench   speed of an answer"
	@echo "make screenshots every state of the page, into docs/screens      make load   many people at once"
	@echo "make widget-screenshots   the widget on a portal, into docs/screens/widget"
	@echo "make format      put the code in order"

# A stamp tells whether the environment is older than what it is made from, so that a second run costs nothing.
.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13. Name one that is: make PYTHON=python3.12 ..." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing; the first time takes a few minutes."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.test-installed: .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[test]"
	@touch $@

install: .venv/.installed

# With an index: bring it up to date. Without: the page comes up at once and shows how the build goes on.
serve: install
	@if [ -f "$(GOGLOBAL_DATA_DIR)/manifest.json" ]; then $(BIN)/goglobal ingest; fi
	@$(BIN)/goglobal serve --port $(PORT)

browser: .venv/.test-installed
	@$(BIN)/python -m tests.browser.install

# Tests begin from copies of one index, since each of them would need minutes to build its own.
test: .venv/.test-installed browser
	@$(BIN)/goglobal ingest
	@TEST_INDEX="$(GOGLOBAL_DATA_DIR)" $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile

check: .venv/.test-installed
	@$(BIN)/ruff format --check --quiet . || { echo "Not in format. Run: make format" >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/imports.log || { cat .venv/imports.log; exit 1; }
	@$(BIN)/goglobal knowledge check
	@echo "check: 5 passed, 0 failed"

evaluate: install
	@$(BIN)/goglobal ingest
	@$(BIN)/goglobal evaluate answers tests/collection/questions.jsonl --restart \
		--out "$(GOGLOBAL_DATA_DIR)/evaluation/questions" --floors tests/collection/floors.toml
	@$(BIN)/goglobal evaluate answers tests/collection/topics.jsonl --restart \
		--out "$(GOGLOBAL_DATA_DIR)/evaluation/topics" --floors tests/collection/topics.floors.toml

format: .venv/.test-installed
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: .venv/.test-installed
	@$(BIN)/goglobal ingest && $(BIN)/python -m tests.bench

screenshots: browser
	@$(BIN)/goglobal ingest && $(BIN)/python -m tests.browser.screenshots docs/screens

widget-screenshots: browser
	@$(BIN)/goglobal ingest && $(BIN)/python -m tests.browser.widget_screenshots docs/screens/widget

load: .venv/.test-installed
	@$(BIN)/goglobal ingest && $(BIN)/python -m tests.load.page
	@$(BIN)/python -m tests.load.page --restart
	@$(BIN)/python -m tests.load.api

clean:
	rm -rf .venv .data
