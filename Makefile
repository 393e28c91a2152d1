PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo dev test check fmt score gate clean

demo: $(VENV)/installed
	@$(BIN)/python examples/demo.py

dev test check fmt: $(VENV)/dev

test:
	$(BIN)/pytest

check:
	$(BIN)/ruff check src tests bench training examples
	$(BIN)/ruff format --check src tests bench training examples
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt:
	$(BIN)/ruff format src tests bench training examples
	$(BIN)/ruff check --fix src tests bench training examples

score: $(VENV)/installed
	@$(BIN)/python bench/score.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist out
