# What can be done here; the work is in tools/, in Python.
PYTHON = python3

.PHONY: run test check fix bench mutants docs messages python

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

docs: python
	@$(PYTHON) tools/prepare.py --dev
	@.venv/bin/python tools/docs.py

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "需要 Python 3.11 或更高版本。Python 3.11 or later is needed: install python3."; exit 1; }
