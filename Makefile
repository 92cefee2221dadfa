# Recipes are one line; logic lives in Python. `make` alone explains the targets.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
export PYTHONDONTWRITEBYTECODE := 1

.DEFAULT_GOAL := help
.PHONY: help setup notebook release check-release prove new grade report export similar demo screenshots test lint types bench bench-class bench-attacks bench-desk check clean

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 16

$(VENV)/.ready: pyproject.toml constraints.txt $(wildcard course_lib/*.py)
	@$(PYTHON) .ci/setup.py $(VENV)

setup: $(VENV)/.ready ## make .venv with everything pinned (uv if it is there, else pip)

notebook: setup ## open JupyterLab in assignments/
	$(VENV)/bin/jupyter lab --notebook-dir assignments

release: setup ## masters -> assignments/, bundles, zips for students and Gradescope
	$(PY) -m autograder release

check-release: setup ## is assignments/ what its sources build, byte for byte?
	$(PY) -m autograder release --check

prove: setup ## wrong answers and mutants must fail, right ones must pass; writes proof.json
	$(PY) -m autograder prove

new: setup ## NAME=peephole_lstm [AFTER=lstm_gates] [TITLE="..."] [SHIFT=1]: begin an assignment
	$(PY) -m autograder new $(NAME) $(if $(AFTER),--after $(AFTER)) $(if $(TITLE),--title "$(TITLE)") $(if $(SHIFT),--shift)

grade: setup ## SUBS="files or folders" OUT=grades [ASSIGNMENT=03_lstm_gates]
	$(PY) -m autograder grade $(SUBS) --out $(or $(OUT),grades) $(if $(ASSIGNMENT),--assignment $(ASSIGNMENT))

report: setup ## OUT=grades: write the pages again
	$(PY) -m autograder report $(or $(OUT),grades)

export: setup ## FORMAT=csv TO=class.csv [OUT=grades] [INTO=theirs.csv] [ASSIGNMENT=...] [TOTALS=...]: hand grades on
	$(PY) -m autograder export $(or $(OUT),grades) --format $(or $(FORMAT),csv) --to $(TO) $(if $(INTO),--into $(INTO)) $(if $(ASSIGNMENT),--assignment $(ASSIGNMENT)) $(if $(TOTALS),--totals $(TOTALS))

similar: setup ## SUBS="files or folders" OUT=alike [ASSIGNMENT=03_lstm_gates]: places to look
	$(PY) -m autograder similar $(SUBS) --out $(or $(OUT),alike) $(if $(ASSIGNMENT),--assignment $(ASSIGNMENT))

demo: setup ## release, make a sample class, grade it, write build/demo/report/index.html
	$(PY) -m autograder demo

screenshots: demo ## the demo's pages as pictures, for the README
	$(PY) -m tests.browser.screenshots build/demo docs/pictures

test: setup ## the test suite; its pages are opened in Chromium
	@$(PY) -m tests.browser.chromium
	$(PY) -m pytest

lint: setup ## ruff and the import rules
	$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check . && $(VENV)/bin/lint-imports

types: setup ## mypy --strict
	$(VENV)/bin/mypy

bench: setup ## [ONLY=grading,scale] [QUICK=1]: beside otter, nbgrader and the floor; writes benchmarks/RESULTS.md
	$(PY) -m benchmarks $(if $(ONLY),--only $(ONLY)) $(if $(QUICK),--quick)

bench-class: setup ## a class of 500 on two lanes: nothing lost, nothing double; again, after an edit, on one lane
	$(PY) -m benchmarks.batches

bench-attacks: setup ## the same attacks on otter run, nbgrader autograde and ours
	$(PY) -m benchmarks.attacks

bench-desk: setup ## the desk of 2,000 students: its size, and how fast Chromium opens and sorts it
	$(PY) -m benchmarks.desk

check: lint types check-release test ## everything that must hold

clean: ## remove what was built, not .venv
	rm -rf build .pytest_cache .ruff_cache .mypy_cache .hypothesis
