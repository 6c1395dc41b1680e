# `make help` lists what can be made. Settings come from the environment (docs/operating.md);
# DATABASE_URL chooses the database, a SQLite file by default.

PORT ?= 8000
ARGS ?=
PYTHON ?= $(or $(shell command -v python3.11),python3)

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py

# Each is touched when the packages of its lock file are in .venv.
FOR_RUN := .venv/.run-installed
FOR_DEV := .venv/.dev-installed

# collectstatic writes it last, so it is as old as what it lists.
COLLECTED := $(or $(STATIC_ROOT),staticfiles)/staticfiles.json

# Commands on this machine's own site, as `make run` serves it.
ON_SITE = SECRET_KEY="$$(cat .secret)" DEBUG=false

# Tests and checks need a key, but keep no secret. Django asks for fifty characters in production.
TEST_KEY := for-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz
ON_NOTHING := SECRET_KEY=$(TEST_KEY) DATABASE_URL=sqlite://:memory:

.DELETE_ON_ERROR:
.PHONY: help setup run demo dev test check lint contract mutants bench paint format migrations lock db clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(FOR_DEV)  ## Make .venv and install the locked packages, if they are not there

run: $(FOR_RUN) .secret $(COLLECTED)  ## Serve the site with its content on 127.0.0.1:PORT (8000)
	@$(ON_SITE) $(MANAGE) prepare data --curator
	@$(ON_SITE) exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT)

demo: export DATABASE_URL := sqlite:///demo.sqlite3
demo: export DEMO := true
demo: $(FOR_RUN) .secret $(COLLECTED)  ## The same with made-up interviews, in a database of its own
	@$(ON_SITE) $(MANAGE) prepare data --curator
	@$(ON_SITE) $(MANAGE) load_demo
	@$(ON_SITE) exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT)

dev: $(FOR_DEV) .secret  ## Serve with Django's development server, on the same database
	@$(ON_SITE) $(MANAGE) prepare
	@SECRET_KEY="$$(cat .secret)" DEBUG=true $(MANAGE) runserver 127.0.0.1:$(PORT)

test: $(FOR_DEV)  ## Run the tests, on DATABASE_URL's server if set (ARGS="-k period -x")
	SECRET_KEY=$(TEST_KEY) $(BIN)/python -m pytest $(ARGS)

check: lint contract  ## Everything that CI asks beside the tests

lint: $(FOR_DEV)  ## Style, imports, templates, missing migrations, production settings
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/djlint --lint templates
	$(ON_NOTHING) $(MANAGE) makemigrations --check --dry-run
	$(ON_NOTHING) DEBUG=false SECURE=true ALLOWED_HOSTS=trackdiplo.example \
		$(MANAGE) check --deploy --fail-level WARNING

contract: $(FOR_DEV)  ## Hold the API against its own schema
	SECRET_KEY=$(TEST_KEY) $(BIN)/python -m pytest -m contract tests/contract $(ARGS)

mutants: $(FOR_DEV)  ## Break the code on purpose: each break must fail a test
	SECRET_KEY=$(TEST_KEY) $(BIN)/python -m tests.mutants $(ARGS)

bench: $(FOR_DEV) .secret $(COLLECTED)  ## Measure at 20,000 programmes, beside plain DRF (bench/README.md)
	@$(ON_SITE) $(BIN)/python -m bench.run $(ARGS)

paint: $(FOR_DEV)  ## Measure first views of a site that runs at PORT, on a slow line (bench/README.md)
	@$(BIN)/python -m bench.paint --base http://127.0.0.1:$(PORT) $(ARGS)

format: $(FOR_DEV)  ## Put Python files in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

migrations: $(FOR_DEV)  ## Write the migrations that the models ask for
	$(ON_NOTHING) $(MANAGE) makemigrations $(ARGS)

# Without an index's address in the files: whoever installs them uses their own.
LOCK = $(BIN)/uv pip compile --quiet --universal --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" $(ARGS)

lock: $(FOR_DEV)  ## Lock what pyproject.toml asks for (ARGS=--upgrade for newer releases)
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group dev --constraint requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) --group install --constraint requirements/dev.txt --output-file requirements/install.txt

db:  ## Start PostgreSQL in a container and wait for it
	docker compose up --detach --wait db

clean:  ## Remove what can be made again: never the database, never the secret
	rm -rf .venv .cache .hypothesis .import_linter_cache .ruff_cache staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(BIN)/uv: requirements/install.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --quiet --require-hashes -r $<
	@touch $@

# uv asks no settings of pip: where only these lead to an index, pip does the same, in its time.
define INSTALL
	@echo "Installing $<"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r $< \
		|| $(BIN)/python -m pip install --quiet --quiet --require-hashes -r $<
	@touch $@
endef

$(FOR_RUN): requirements/run.txt | $(BIN)/uv
	$(INSTALL)

$(FOR_DEV): requirements/dev.txt | $(BIN)/uv
	$(INSTALL)

.secret:
	@umask 077; $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))' > $@

$(COLLECTED): $(shell find static -type f) $(FOR_RUN) | .secret
	@$(ON_SITE) $(MANAGE) collectstatic --noinput --verbosity 0
