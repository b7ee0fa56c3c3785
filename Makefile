# Two commands set everything up: `make demo` to see it work, `make test` to change it. The rest are their parts.

# The first of these that is Python 3.11 or newer builds .venv; set PYTHON to choose one.
PYTHON ?=
PYTHONS := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python
# How many processes test: one more than processors, since some wait for a server or a disk.
WORKERS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
BIN := .venv/bin
INSTALLED := .venv/installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install check format test soak bench bench-peers demo schema docs lock clean

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  Tests on publishers' real files need WATCHGRAPH_TEST_DATA, the folder that holds them; without it they are skipped."

install: $(INSTALLED) ## Build .venv with the locked dependencies; at once if nothing changed

demo: $(INSTALLED) ## Load the reference data, answer five questions, serve the API (ONCE=1: only the answers)
	$(BIN)/watchgraph demo $(if $(ONCE),--once)

test: check ## Check, then run every test with coverage, on all processors (WORKERS: how many processes)
	$(BIN)/python -m pytest --cov --numprocesses $(WORKERS) --dist loadscope

check: $(INSTALLED) ## Lint, format, types and the arrows between the packages
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: $(INSTALLED) ## Kill, cut and fill 200 times each, and count what was lost (ROUNDS: how often)
	$(BIN)/python tests/faults --rounds $(or $(ROUNDS),200)

format: $(INSTALLED) ## Put the code in order: imports, layout
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(INSTALLED) ## Measure speed and memory against their goals; never fails a build
	$(BIN)/python tests/benchmarks

bench-peers: $(INSTALLED) ## Compare the API with Datasette and PostGraphile; writes docs/benchmarks.md
	$(BIN)/python tests/benchmarks/peers --write docs/benchmarks.md

schema: $(INSTALLED) ## Write the GraphQL schema to schema/schema.graphql, and the answers that its descriptions show
	$(BIN)/python -m tests.schema.examples.test_answers
	$(BIN)/watchgraph schema > schema/schema.graphql

docs: $(INSTALLED) ## Write docs/vocabulary.md, and the answers that README.md and docs/ show
	$(BIN)/watchgraph vocabulary > docs/vocabulary.md
	$(BIN)/python -m tests.e2e.test_documents

lock: ## Lock the dependencies anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-annotate --custom-compile-command "make lock" pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade --no-annotate --custom-compile-command "make lock" pyproject.toml --extra dev --constraints requirements.txt --output-file requirements-dev.txt

clean: ## Remove what was built: .venv, caches, reports
	rm -rf .venv .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find platform projections schema importers tests -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock names every package, so pip need not ask what each wants (and some of its versions then ask for more).
$(INSTALLED): requirements-dev.txt pyproject.toml
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found="$$python"; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "Python 3.11 or newer is needed: none of '$(strip $(PYTHONS))' is" >&2; exit 1; fi; \
	"$$found" -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
