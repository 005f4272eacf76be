# Vier opdrachten. Alles wat nodig is, komt in .venv uit de vastgelegde, gehashte lijst in requirements/.
PYTHON ?= python3
PY := .venv/bin/python
export PORT ?= 8000

.PHONY: demo test check bench lock
demo: .venv/klaar
	@exec $(PY) bin/demo.py

test: .venv/klaar
	@$(PY) bin/test.py

check: .venv/klaar
	@$(PY) bin/check.py

bench: .venv/klaar
	@$(PY) -m bench

# De lijsten opnieuw vastleggen na een wijziging in pyproject.toml (alleen met de hand).
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 -o requirements/productie.txt
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 -o requirements/dev.txt

.venv/klaar: requirements/dev.txt
	@$(PYTHON) bin/installeer.py
