# `make` alone lists the targets. Each creates .venv the first time and is quiet afterwards.
PYTHON ?= python3
PY := .venv/bin/python
# tests that share what is built for them stay together (tests/conftest.py)
GROUPED := --dist loadscope --no-loadscope-reorder
EXTRAS := $(if $(CI),test peers,test)

.DEFAULT_GOAL := help
.PHONY: help grade test check build lab formgrader bundle corpus mutants bench site attacks chaos kernel differential findings libraries pythons clean venv venv-test

help:
	@echo "make grade       build, grade the sample class, write feedback, grades.csv and the class report"
	@echo "make test        all tests; exactly what .ci/run calls"
	@echo "make check       lint, types and fast tests, in a minute and a half"
	@echo "make lab         JupyterLab on the student's release"
	@echo "make formgrader  JupyterLab on the instructor's view"
	@echo "make build       source/, release/ and solutions/ from the texts in source/*.py"
	@echo "make bundle      dist/student.zip: what a student gets"
	@echo "make corpus      run the right and wrong answers against the hidden tests, 20 seeds"
	@echo "make mutants     model answers with one fault each: every one has to lose a test cell"
	@echo "make attacks     run the attacks under plain nbgrader and under the isolated grader"
	@echo "make chaos       kill, starve and interrupt the grading of 200 submissions at random, 20 times; then kill one run 50 times"
	@echo "make kernel      the tests of control groups (v2) on Debian's kernel in QEMU, as root on Debian"
	@echo "make differential  grade the whole corpus isolated and plain, and compare the points"
	@echo "make site        the self-study website, in site/"
	@echo "make bench       measure, and write docs/performance.md"
	@echo "make findings    show what is surprising in other libraries: all of it, or NAME=…"
	@echo "make libraries   ask other libraries again what they compute: all, or LIB=…; docs/libraries.md"
	@echo "make pythons     try other Pythons, and the oldest and newest libraries; write docs/pythons.md"
	@echo "make clean       remove what the other targets made (never submitted/, gradebook.db, what is graded of your students, or a reader's own work)"

venv:
	@command -v $(PYTHON) >/dev/null || { echo "ce-course: no $(PYTHON) found; install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) tools/bootstrap.py

venv-test:
	@command -v $(PYTHON) >/dev/null || { echo "ce-course: no $(PYTHON) found; install Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) tools/bootstrap.py $(EXTRAS)

grade: venv
	@$(PY) -m tools.system sandbox
	@$(PY) -m tools.grade

test: venv-test
	@$(PY) -m tools.system
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest -n 2 $(GROUPED)

check: venv-test
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m pytest -q -n 2 $(GROUPED) -W error -m "not slow and not browser and not postgres and not hub"

build: venv
	@$(PY) -m tools.build
	@$(PY) -m libraries.page

lab: venv
	@$(PY) -m tools.lab student $(if $(PORT),--port $(PORT))

formgrader: venv
	@$(PY) -m tools.lab instructor $(if $(PORT),--port $(PORT))

bundle: venv
	@$(PY) -m tools.bundle

corpus: venv
	@$(PY) -m tools.corpus

mutants: venv-test
	@$(PY) -m tools.mutants

attacks: venv
	@$(PY) -m tools.system sandbox
	@$(PY) -m tests.attacked.table

chaos: venv-test
	@$(PY) -m tests.chaos
	@CE_KILLS=50 $(PY) -m pytest -q tests/test_crash_safety.py

kernel: venv-test
	@apt-get install -y -q --no-install-recommends qemu-system-x86 busybox-static cpio kmod > /dev/null
	@$(PY) -m tests.kernel

differential: venv-test
	@CE_DIFFERENTIAL=all $(PY) -m pytest -q tests/test_differential.py

site: venv-test
	@$(PY) -m tools.site

bench: venv-test
	@$(PYTHON) tools/bootstrap.py test peers
	@$(PY) -m benchmarks

findings:
	@for script in findings/$(or $(NAME),*).sh; do echo "$$script"; bash "$$script" || exit 1; done

libraries: venv
	@$(PY) -m libraries $(LIB)
	@$(PY) -m libraries.page

pythons: venv-test
	@$(PY) -m tools.pythons

clean:
	@rm -rf build dist site artifacts report.html report.csv .course/built .course/jupyter .pytest_cache .hypothesis .mypy_cache .ruff_cache *.egg-info
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	@for student in submitted/*/; do \
		if [ -d "$$student" ] && [ ! -e "$$student/.sample-class" ]; then \
			echo "ce-course: autograded/, feedback/ and grades.csv are your students', and stay"; exit; \
		fi; \
	done; rm -rf autograded/*/ feedback grades.csv
