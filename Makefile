# `make demo` shows the work, `make test` checks it. What they install goes into .venv, pinned by the locks in .ci.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: demo test browser raptor node comunica lock clean

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$python; break; fi; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
LOCKED := install --require-hashes --no-build-isolation --use-pep517

demo: .venv/.demo
	$(BIN)/kg build seeds/articles --out out
	@echo "Open file://$(CURDIR)/out/graph.html in a browser; it needs no network."

test: .venv/.test browser raptor comunica
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses 2
	$(BIN)/python -m pytest --nbmake --nbmake-timeout=300 notebooks

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is missing: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.demo: pyproject.toml .ci/requirements-build.txt .ci/requirements.txt | $(BIN)/python
	$(PIP) install --require-hashes -r .ci/requirements-build.txt
	$(PIP) $(LOCKED) -r .ci/requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.demo .ci/requirements-dev.txt
	$(PIP) $(LOCKED) -r .ci/requirements-dev.txt
	@touch $@

# The tests of the page drive Debian's Chromium and read Chinese from the screen.
browser:
	@if command -v chromium >/dev/null && [ -n "$$(fc-list 'Noto Sans CJK SC' 2>/dev/null)" ]; then exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null; \
	else echo "Chromium or a Chinese font is missing: sudo apt-get install chromium fontconfig fonts-noto-cjk" >&2; exit 1; fi

# The tests of the RDF exports ask a third parser, rapper.
raptor:
	@if command -v rapper >/dev/null; then exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends raptor2-utils >/dev/null; \
	else echo "rapper is missing: sudo apt-get install raptor2-utils" >&2; exit 1; fi

# The tests of the endpoint ask Comunica, which runs on Node.
node:
	@if command -v node >/dev/null && command -v npm >/dev/null; then exit 0; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends nodejs npm >/dev/null; \
	else echo "Node or npm is missing: sudo apt-get install nodejs npm" >&2; exit 1; fi

COMUNICA := tests/serve/comunica
comunica: node .venv/comunica/.installed
.venv/comunica/.installed: $(COMUNICA)/package.json $(COMUNICA)/package-lock.json | $(BIN)/python node
	mkdir -p $(@D)
	cp $^ $(@D)
	npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Resolve the locks anew; run it with Python 3.11, the oldest version they serve.
COMPILE := .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: .venv/.demo
	$(BIN)/python -m venv .venv/lock
	.venv/lock/bin/pip install --quiet pip-tools
	printf '%s\n' editables hatchling setuptools wheel > .venv/build.in
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > .venv/dev.in
	$(COMPILE) --output-file .ci/requirements-build.txt .venv/build.in
	$(COMPILE) --output-file .ci/requirements.txt pyproject.toml
	$(COMPILE) --output-file .ci/requirements-dev.txt --constraint .ci/requirements.txt pyproject.toml .venv/dev.in

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache
