# The commands of the platform. `make` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON ?= python3
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

.PHONY: help run test quality bench check-services texts format environment

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

run: ## Start everything on this machine (PORT=8000, DATABASE_URL optional)
	@exec $(PYTHON) run.py --end-with-parent

environment: # What tests and checks need
	@$(PYTHON) run.py environment dev
