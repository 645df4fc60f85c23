# make lab   open the course in JupyterLab      make site   build the static site into _build/html
# make test  run every test                     make bench  measure against a peer
PYTHON ?= python3
BIN := .venv/bin

lab: .venv/lab
	$(BIN)/python -m autograder release work
	$(BIN)/jupyter lab --config=lab/jupyter_lab_config.py

site: .venv/site
	$(BIN)/jupyter-book build .

test: .venv/test
	$(BIN)/python tests/system_packages.py chromium-headless-shell bubblewrap slurm-wlm munge postgresql
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/oxlint && $(BIN)/oxfmt --check .
	OMP_NUM_THREADS=1 $(BIN)/pytest -n 2

bench: .venv/test
	$(BIN)/python -m benchmarks.widgets

# One environment; each use adds what it needs. The file is the memory of that.
.venv/%: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("make: Python 3.11 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Installing what make $* needs into .venv: a few minutes the first time.'
	$(BIN)/pip install -q -c constraints.txt -e '.[$*]'
	touch $@

.PHONY: lab site test bench
.SECONDARY:
