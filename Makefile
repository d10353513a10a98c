# Every target sets up what it needs first (scripts/setup.sh); on a machine with make and nothing else, `make run` is enough.
# ARGS passes words on: make run ARGS="--lang en", make test ARGS="-k limits".
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test lives faults bench drill words lock clean
unexport PYTHONHOME PYTHONPATH

PY := .venv/bin/python
WORDS := resources/i18n/commandcenter
ARGS ?=

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## system packages where missing, .venv, pinned Python packages (second time: nothing to do)
	@scripts/setup.sh run

run: setup  ## the demo city: a city platform and the window of one workstation (offscreen where there is no display)
	@$(PY) main.py --demo $(ARGS)

test:  ## lint, types, import contracts and all tests, without a display
	@scripts/setup.sh test
	@$(PY) -m ruff check .
	@$(PY) -m mypy --strict commandcenter main.py
	@QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 $(PY) -m pytest -n auto --dist worksteal $(ARGS)

# FIRST and LIVES name seeds; what was lived is kept in .faults, so a stopped run goes on and several runs add up.
FIRST ?= 0
LIVES ?= 10000
lives:  ## seeded lives of a street with everything going wrong at once; again: make lives FIRST=10000 LIVES=500
	@scripts/setup.sh test
	@$(PY) -m tests.faults.lives .faults --first $(FIRST) --count $(LIVES)

faults: lives  ## all faults with their long counts, and docs/faults.md of what they counted; more than an hour on two cores
	@rm -f .faults/*.jsonl
	@FAULTS=long FAULTS_FIGURES=$(CURDIR)/.faults QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 $(PY) -m pytest -n auto --dist worksteal \
		tests/faults tests/sync/test_holes.py $(ARGS)
	@$(PY) -m tests.faults.report .faults

bench:  ## the benchmarks and their floors, and docs/benchmarks.md of what they measured; these alone: make bench ARGS="queue sync"
	@scripts/setup.sh test
	@QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 $(PY) -m tests.bench._page $(ARGS)

drill:  ## a Patroni cluster of three loses its leader under load, a backup is restored (docs/operations.md); some minutes
	@scripts/setup.sh drill
	@$(PY) -m tests.drills.patroni $(ARGS)
	@$(PY) -m tests.drills.restore $(ARGS)

words:  ## collect the words to translate into the .ts files (of English what is counted: its plurals), and make the .qm files
	@scripts/setup.sh run
	@mkdir -p $(dir $(WORDS))
	@find commandcenter -name '*.py' | LC_ALL=C sort >.words.lst
	@.venv/bin/pyside6-lupdate @.words.lst -no-obsolete -locations none -target-language zh_CN -ts $(WORDS)_zh_CN.ts
	@.venv/bin/pyside6-lupdate @.words.lst -no-obsolete -locations none -pluralonly -target-language en -ts $(WORDS)_en.ts
	@.venv/bin/pyside6-lrelease $(WORDS)_zh_CN.ts -qm $(WORDS)_zh_CN.qm
	@.venv/bin/pyside6-lrelease $(WORDS)_en.ts -qm $(WORDS)_en.qm
	@rm -f .words.lst

# Needs uv (pip install uv), which is not one of the pins. --universal: for Windows and macOS as well, Python 3.11 and later.
LOCK := uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command "make lock"
lock:  ## requirements*.in -> requirements*.txt: exact versions with hashes, no address
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt
	@$(LOCK) requirements-drill.in -o requirements-drill.txt

clean:  ## .venv, .venv-drill and all caches (no case data)
	rm -rf .venv .venv-drill .setup.lock .words.lst .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
