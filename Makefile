# make help says what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check crawl clean

help:  ## Say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Yanlu needs Python 3.11 or newer; say which: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "Making the environment in $(VENV) (once, about a minute)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@

demo: $(STAMP)  ## Crawl the bundled sample site, search it, say what to try next
	@$(BIN)/python -m crawler.demo

crawl: $(STAMP)  ## Crawl a site: make crawl SITE=generic URL=http://www.example.com/
	@$(BIN)/scrapy crawl $(or $(SITE),generic) $(if $(URL),-a url='$(URL)')

check: $(STAMP)  ## Lint (ruff) and types (mypy --strict)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: check  ## All checks and all tests
	@$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

clean:  ## Remove the environment and caches, never data/
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache *.egg-info
