# The commands of the platform. `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# Checks of code and data run without a database.
OFFLINE := env -u DATABASE_URL DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE)
# The settings of a real installation, with values that name nothing.
PRODUCTION := DJANGO_SETTINGS_MODULE=config.settings.production SECRET_KEY=$(shell printf 'x%s' {01..40}) \
	DATABASE_URL=postgresql://nobody@/nothing?host=/nowhere ALLOWED_HOSTS=example.org SITE_URL=https://example.org \
	KEY_ENCRYPTION_KEYS=none:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY= SIGNING_KEYS=file:/nowhere \
	EMAIL_HOST=mail.example.org $(MANAGE)
CHECKS := style types floors templates schema deployment check-services check-content complete-texts
# Tests start hundreds of processes; each would compile everything anew where nothing compiled may be kept.
unexport PYTHONDONTWRITEBYTECODE
TESTS ?=
PROCESSES ?= 2
# A part of the tests may hold none of one kind; all of them that hold none are a fault (5: nothing was collected).
NONE_OF_A_PART = { [ $$? -eq 5 ] && [ -n "$(TESTS)" ]; }

.PHONY: help run test quality bench bench-mrz bench-terms bench-status-lists bench-visits mutations drill check-services texts format environment $(CHECKS)

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: ## Start everything on this machine (PORT=8000, HOST=127.0.0.1, DATABASE_URL)
	@exec $(PYTHON) run.py --end-with-parent

test: environment ## Run every test, browser journeys included (TESTS=tests/foundation for a part, LANGUAGES=all for all walks)
	@.ci/install-tools
	@.ci/install-browser
	@$(OFFLINE) compile_texts
	@$(BIN)/pytest -n $(PROCESSES) --dist worksteal -m "not live" $(TESTS) || $(NONE_OF_A_PART)
	@$(BIN)/pytest -n $(PROCESSES) --dist worksteal -m live $(or $(TESTS),tests/journeys) || $(NONE_OF_A_PART)

quality: environment ## Check style, types, the floors of the house, templates, schema, texts, services and content
	@$(MAKE) --keep-going $(CHECKS)

style:
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types:
	$(BIN)/mypy

floors:
	$(BIN)/lint-imports

templates:
	$(BIN)/djlint watandoshlar --lint --quiet

schema:
	$(OFFLINE) makemigrations --check --dry-run

deployment:
	@$(OFFLINE) compile_texts > /dev/null
	$(PRODUCTION) check --deploy --fail-level WARNING

complete-texts:
	$(OFFLINE) check_texts

check-services: environment ## Render every service in every language and run its examples
	$(OFFLINE) check_services

check-content: environment ## Check guides with their scenarios, and links, days and letters of all content
	$(OFFLINE) check_content

texts: environment ## Collect the texts to translate into locale/ and say what is missing
	$(OFFLINE) collect_texts
	$(OFFLINE) check_texts

bench: environment ## Measure submits and pages, and the floor of the same database
	@$(BIN)/python -m tests.load.bench

bench-mrz: environment ## Count how many machine-readable zones are read off invented passports, and what one costs
	@$(BIN)/python -m tests.load.bench_mrz

bench-terms: environment ## Change one day of one post under a million open clocks (takes some minutes)
	@$(BIN)/python -m tests.load.recompute

mutations: environment ## Read ten million mutated seals in Python and JavaScript; goes on where it was stopped
	@nice $(BIN)/python -m tests.load.mutations

bench-status-lists: environment ## A million copies in status lists, and what one more change costs (takes some minutes)
	@$(BIN)/python -m tests.load.status_lists_bench

drill: environment ## Steal a signing key from ten thousand holders and give everybody a new document (takes some minutes)
	@$(BIN)/python -m tests.load.drill

bench-visits: environment ## Bots against people for visits, ten thousand attempts at once, released times (takes some minutes)
	@$(BIN)/python -m tests.load.visits_bench

format: environment ## Put the code into the common form
	@$(BIN)/ruff check --fix --exit-zero --quiet
	@$(BIN)/ruff format

environment:
	@$(PYTHON) run.py environment dev
