# What can be done here; the work is in tools/, in Python.
PYTHON = python3
PREPARE = $(PYTHON) tools/prepare.py $(if $(filter file,$(origin PYTHON)),,--chosen)

.PHONY: run test check fix bench mutants docs messages pictures python

run: python
	@$(PREPARE)
	@.venv/bin/huiyin run

test: python
	@$(PREPARE) --dev
	@.venv/bin/python tools/test.py

check: python
	@$(PREPARE) --dev
	@.venv/bin/python tools/test.py --check

fix: python
	@$(PREPARE) --dev
	@.venv/bin/python tools/fix.py

messages: python
	@$(PREPARE) --dev
	@.venv/bin/python tools/messages.py

bench: python
	@$(PREPARE) --dev
	@.venv/bin/python -m bench

mutants: python
	@$(PREPARE) --dev
	@.venv/bin/python -m tools.mutants $(ROOMS)

# of the manual, from the trial that runs (make run); AT=http://… for another address
pictures: python
	@$(PREPARE) --dev
	@.venv/bin/python -m tools.pictures $(AT)

docs: python
	@$(PREPARE) --dev
	@.venv/bin/python tools/docs.py

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "需要 Python 3.11 或更高版本。Python 3.11 or later is needed: install python3."; exit 1; }
