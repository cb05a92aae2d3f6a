PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GOLD ?= ../shared/gold/dev
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint types fix check eval ablation coreference gate train-scorers train-syntax models bench clean

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(STAMP) ## make .venv with everything that is pinned

# The CPU build of torch is asked for first; where the index has none, the plain release of the same version comes.
$(STAMP): pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet "$$(grep '^torch==' requirements.txt)+cpu" \
		|| $(BIN)/python -m pip install --quiet "$$(grep '^torch==' requirements.txt)"
	$(BIN)/python -m pip install --quiet -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $(STAMP)

demo: $(STAMP) ## compare the demo corpus and say where the report lies
	$(BIN)/parallax run corpora/idlib-2020-02 -o runs/idlib-2020-02

test: $(STAMP) ## run the tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## check the types of the package
	$(BIN)/mypy

fix: $(STAMP) ## mend style and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: lint types test ## lint, types and tests

eval: $(STAMP) ## measure on the gold (cross-validated) and keep the result
	$(BIN)/python -m evaluation --gold $(GOLD) --write evaluation/results.json

ablation: $(STAMP) ## measure what each kind of feature earns in alignment
	$(BIN)/python -m evaluation.ablation --gold $(GOLD)

coreference: $(STAMP) ## measure alignment on the Gun Violence Corpus and ECB+
	$(BIN)/python -m evaluation.coreference

gate: $(STAMP) ## measure, and fail where a floor of evaluation/baseline.json is missed
	$(BIN)/python -m evaluation.gate --gold $(GOLD)

train-scorers: $(STAMP) ## learn the scorers from the gold again and lock them
	$(BIN)/python -m evaluation.train --gold $(GOLD)

train-syntax: $(STAMP) ## train the syntax pipeline from UD English EWT again
	$(BIN)/python -m evaluation.train_syntax

models: $(STAMP) ## verify every model against models.lock
	$(BIN)/parallax models verify

bench: $(STAMP) ## time the start of the command, the encoder, alignment and a run that grows
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.encoder
	$(BIN)/python -m benchmarks.alignment
	$(BIN)/python -m benchmarks.incremental $(GOLD)/corpus

clean: ## remove .venv and the runs
	rm -rf $(VENV) runs
