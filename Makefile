# The commands of the house. `make` lists them. Only `setup` is needed to run; everything else is for those who work on it.

PYTHON ?= python3
PY := .venv/bin/python
# uv installs in a sixth of pip's time; where it does not run, or only pip knows the way to the registry, pip does it.
INSTALL = install() { $(PY) -m uv pip install --quiet --system-certs --compile-bytecode --python $(PY) --requirement $$1 \
	|| $(PY) -m pip install --quiet --disable-pip-version-check --requirement $$1; }; install
# Compiled modules are kept, whatever the shell says: a server, a child that reads a file and a process of the tests start in half the time.
export PYTHONDONTWRITEBYTECODE :=

help: ## list the commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*##/\t/' | expand -t 12

setup: .venv/ready ## make an environment of its own (.venv) from the pinned requirements

run: setup ## start the dashboard on http://localhost:8501, for this machine only
	@trap 'exit 0' INT; $(PY) -m streamlit run serve.py || { \
		echo "The dashboard did not start. If its port is taken, it may be running already: look at http://localhost:8501."; \
		echo "Another port: STREAMLIT_SERVER_PORT=8502 make run"; exit 1; }

test: .venv/ready-dev ## check style, types, imports, and run every test (one run, no test skipped)
	@$(MAKE) --no-print-directory --jobs checks tests

looks: .venv/ready-dev programs ## look over every page in all its states, of which `make test` takes one for each
	$(PY) -m pytest -q -m looks tests/browser --numprocesses 2 --dist load

programs: .venv/ready-dev
	@$(PY) -m tests.browser.chromium
	@$(PY) -m tests.nginx

tests: programs
	$(PY) -m pytest -q -m "not looks" --numprocesses 4 --dist loadscope --no-loadscope-reorder

checks: .venv/ready-dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) .venv/bin/lint-imports

faults: .venv/ready-dev ## open every workbook in LibreOffice and read back what it saves; try the store with many writers and kills, the pages on bad days
	$(PY) -m pytest -q tests/faults

fuzz: .venv/ready-dev ## damage five thousand workbooks by chance, and try every law twenty times as often as the tests do
	RUST_BACKTRACE=0 $(PY) -W ignore -m tests.fuzz
	$(PY) -m pytest -q -m hypothesis --hypothesis-profile fuzz --numprocesses 2 --dist worksteal

mutate: .venv/ready-dev ## change the figures, the merge and the vocabulary in small ways, an hour at most, and list what no test notices
	-timeout --signal=INT 3600 nice $(PY) -m mutmut run --max-children 2
	$(PY) -m mutmut results

bench: .venv/ready-dev ## measure what the dashboard promises about speed
	$(PY) -m benchmarks

load: .venv/ready-dev ## measure how many people one process serves, and what memory each takes, beside the literal page (six minutes)
	$(PY) -W ignore -m benchmarks.load

soak: .venv/ready-dev ## let people come and go for ten minutes (SOAK=600 seconds), and see that memory does not grow
	$(PY) -W ignore -m benchmarks.soak

matrices: .venv/ready-dev ## write the shipped workbooks anew from matrices/sources
	$(PY) -m matrices.build

docs: .venv/ready-dev ## write the generated pages of docs/ anew
	$(PY) -m docs.build

screenshots: .venv/ready-dev ## take the pictures of docs/guide anew
	@$(PY) -m tests.browser.chromium
	$(PY) -m tests.screenshots

lock: .venv/ready-dev ## pin what requirements*.in ask for, and by their hashes what a server installs
	$(PY) -m piptools compile --output-file requirements.txt requirements.in
	$(PY) -m piptools compile --output-file requirements-dev.txt requirements-dev.in
	$(PY) -m piptools compile --generate-hashes --no-annotate --output-file deploy/requirements.lock requirements.txt

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The dashboard needs Python 3.11 or newer, and $(PYTHON) is not. Name one: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python lacks its venv module (Debian and Ubuntu: sudo apt-get install python3-venv)."; exit 1; }
	@echo "Making .venv from requirements.txt: a minute or two."
	$(PYTHON) -m venv .venv
	-@$(PY) -m pip install --quiet --disable-pip-version-check --only-binary :all: uv==0.13.9
	$(INSTALL) requirements.txt
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	$(INSTALL) requirements-dev.txt
	@touch $@

.PHONY: help setup run test looks programs tests checks faults fuzz mutate bench load soak matrices docs screenshots lock
