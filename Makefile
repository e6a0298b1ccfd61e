# What can be done here; the work is in tools/, in Python.
PYTHON = python3

.PHONY: run test check fix bench mutants docs messages pictures python

run: python
	@$(PYTHON) tools/prepare.py
	@.venv/bin/huiyin run

test: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/test.py

check: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/test.py --check

fix: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/fix.py

messages: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/messages.py

bench: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python -m bench

mutants: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python -m tools.mutants $(ROOMS)

# of the manual, from the trial that runs (make run); AT=http://… for another address
pictures: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python -m tools.pictures $(AT)

docs: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/docs.py

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "需要 Python 3.11 或更高版本。Python 3.11 or later is needed: install python3."; exit 1; }
