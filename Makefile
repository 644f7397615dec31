# Plain `make` lists the verbs. `demo` and `test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test check docs gate bench fmt lock clean

help:  ## list the verbs
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: $(READY)  ## build both examples from their raw files and say where to open them
	@$(BIN)/cenotaph demo demo

test: $(READY) browser check  ## all checks and all tests, a real browser among them
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(READY)  ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)  ## write the generated pages of docs/reference again
	$(BIN)/python -m cenotaph.reference docs/reference

gate: $(READY)  ## only the pinned quality floors
	$(BIN)/python -m pytest tests/gold

bench: $(READY)  ## all measurements; those whose data is absent say so
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

fmt: $(READY)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY)  ## resolve the dependencies again, with hashes
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock

clean:  ## remove what make and the tools made
	rm -rf $(VENV) demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml setup/python.sh
	@sh setup/python.sh "$(PYTHON)" "$(VENV)"
	@touch $(READY)

.PHONY: browser
browser:
	@sh setup/browser.sh
