# Needs Python 3.11 or newer, and make. Everything else is installed below this folder.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STEP = @$(PYTHON) scripts/step.py
export PATH := $(CURDIR)/$(BIN):$(PATH)
# A home that is missing or empty must not keep the installers from their caches.
ifeq ($(strip $(HOME)),)
export HOME := $(CURDIR)/.venv/home
endif

# What pip and npm fetch and unpack, they do beside each other.
MAKEFLAGS += --jobs=2

# Networks of schools often stand behind a proxy with a certificate of its own.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := 1
export NODE_OPTIONS := $(strip $(NODE_OPTIONS) --use-system-ca)
endif

# Without compiled files each process that loads the solver compiles it anew, for two seconds. They
# are kept whatever the environment says, and made at once for what every command loads.
unexport PYTHONDONTWRITEBYTECODE
LOADED := import tellmore.app, tellmore.cli, tellmore.worker, \
	tellmore.sampling.report, tellmore.sampling.exact, scipy.optimize

PAGE := frontend/app/dist/index.html
PAGE_SOURCES = $(shell find frontend -name node_modules -prune -o -name dist -prune -o \
	-name test -prune -o -name e2e -prune -o -type f -print 2>/dev/null)
COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet

.DEFAULT_GOAL := help
.PHONY: help install run test bench bench-draw client lock format
.SUFFIXES:

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

install: $(BIN)/.packages frontend/node_modules/.installed ## Install everything into .venv and node_modules

run: install $(PAGE) ## Start Tellmore with a demo district (PORT, TELLMORE_HOME, DATABASE_URL)
	@exec $(BIN)/tellmore run

test: install $(PAGE) ## Check and test everything; the last line counts
	@$(BIN)/python scripts/test.py

bench: install ## Measure the speed, as ratios
	@PYTHONPATH=tests $(BIN)/python -m bench

bench-draw: install ## Measure draws, refills and groups: fairness against the bound, and seconds
	@PYTHONPATH=tests $(BIN)/python -m bench draw refill groups

client: install ## Generate the JavaScript client's types from the API
	@$(BIN)/python scripts/client.py

lock: install ## Resolve the dependencies anew into the lock files
	$(COMPILE) --group tools -o tools.lock
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) --group dev pyproject.toml -o dev.lock
	npm --prefix frontend install --package-lock-only

format: install ## Format the Python code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

$(BIN)/.made:
	@test -n "$(PYTHON)" || { echo "Tellmore needs Python 3.11 or newer."; exit 1; }
	$(STEP) "Making the virtual environment" $(PYTHON) scripts/environment.py .venv
	@touch $@

$(BIN)/.tools: tools.lock | $(BIN)/.made
	$(STEP) "Installing uv and Node" $(BIN)/python -m pip install --quiet \
		--disable-pip-version-check --require-hashes -r tools.lock
	@touch $@

$(BIN)/.packages: dev.lock pyproject.toml $(BIN)/.tools
	$(STEP) "Installing the locked Python packages" sh -c '\
		uv pip install --quiet --require-hashes -r dev.lock && \
		uv pip install --quiet --no-deps --editable . && \
		python -c "$(LOADED)"'
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json $(BIN)/.tools
	$(STEP) "Installing the locked front end packages" npm --prefix frontend ci --no-audit --no-fund
	@touch $@

$(PAGE): $(PAGE_SOURCES) frontend/node_modules/.installed
	$(STEP) "Building the page" npm --prefix frontend run build
	@touch $@
