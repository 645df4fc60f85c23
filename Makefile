# make lab    open the course in JupyterLab      make site   build the static site into _build/html
# make check  format, lint, types               make quick  tests that need Python alone
# make test   everything; TESTS=tests/seeing for a part
# make soak   what takes long because it repeats  make bench  measure against a peer
PYTHON ?= python3
BIN := .venv/bin

lab: .venv/lab
	$(BIN)/python -m autograder release work
	$(BIN)/jupyter lab --config=lab/jupyter_lab_config.py

site: .venv/site
	$(BIN)/jupyter-book build .
	@echo 'Look at it: $(PYTHON) -m http.server -d _build/html, and open http://localhost:8000'

# One thread for torch: two processes share two cores; a third made it 2 % faster.
PYTEST = OMP_NUM_THREADS=1 $(BIN)/pytest -n 2
TESTS ?= tests

check: .venv/test
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	$(BIN)/oxlint --deny-warnings seeing book benchmarks
	$(BIN)/oxfmt --check 'seeing/**/*.js' 'book/**/*.js' 'benchmarks/**/*.js'
	$(BIN)/actionlint .github/workflows/*.yml
	$(BIN)/zizmor --quiet --offline --persona pedantic --strict-collection .github .pre-commit-config.yaml

quick: .venv/test
	$(PYTEST) -m "not machine" $(TESTS)

test: check system
	$(PYTEST) $(TESTS)

soak: .venv/test system
	$(PYTEST) --soak tests
	$(BIN)/python -m benchmarks.class_of_2000

system: .venv/test
	$(BIN)/python -m tests.support.system_packages chromium-headless-shell bubblewrap slurm-wlm munge postgresql

bench: .venv/test
	$(BIN)/python -m benchmarks.widgets

# One environment; each use adds what it needs. The file is the memory of that.
.venv/%: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("make: Python 3.11.5 or newer is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11, 5) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo 'Installing what make $* needs into .venv: a few minutes the first time.'
	$(BIN)/pip install -q -c constraints.txt -e '.[$*]'
	touch $@

.PHONY: lab site check quick test soak system bench
.SECONDARY:
