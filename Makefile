PYTHON ?= python3
PORT ?= 8000
IN = .venv/bin
# A checkout minds its own var/, whatever is installed on the same machine.
export WAYFELLOW_CONFIG ?= /dev/null

PIP = $(IN)/pip install --quiet --disable-pip-version-check
# What is locked, and wheels only: building one would fetch what is not.
LOCKED = $(PIP) --require-hashes --only-binary :all:
ITSELF = $(PIP) --no-deps --no-index --no-build-isolation --editable .

.PHONY: help run test stories bench lighthouse mutate check fix translations demo lock release sbom clean

help: ## list what make can do
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: .venv/installed ## install, load the demo once, serve on 127.0.0.1:8000 (another port: PORT=8123 make run)
	@$(IN)/wayfellow serve --demo --port $(PORT)

test: .venv/developed ## everything: rules, pages, stories in a browser, on SQLite and on PostgreSQL
	@bin/test

stories: .venv/developed ## only the stories in a browser
	@bin/test tests/stories

bench: .venv/developed ## how long pages take on PostgreSQL, each beside the same statements asked by nothing but psycopg
	@bin/postgres $(IN)/python bench/measure.py

lighthouse: .venv/developed ## what Lighthouse says of the pages for anyone, on a phone: at least 95 of 100 in each of four
	@$(IN)/python bin/lighthouse

mutate: .venv/developed ## make each line of access, vault and lifecycle false in turn: 1,300 times, in one to two hours
	$(IN)/mutmut run --max-children 1

check: .venv/developed ## format, lint, types, import contracts, pages, migrations, translations
	$(IN)/ruff format --check .
	$(IN)/ruff check .
	$(IN)/mypy
	$(IN)/lint-imports
	$(IN)/djlint --lint --quiet wayfellow
	WAYFELLOW_DATABASE_URL=sqlite://:memory: $(IN)/python manage.py makemigrations --check --dry-run
	$(IN)/python bin/translations --check

fix: .venv/developed ## format, and mend what can be mended
	$(IN)/ruff check --fix .
	$(IN)/ruff format .

translations: .venv/developed ## bring the catalogues up to date, and compile them
	$(IN)/python bin/translations
	$(IN)/python bin/translations --compile

demo: .venv/installed ## load the demo without serving it
	@$(IN)/wayfellow demo

lock: .venv/developed ## move every dependency forward, and say what moved; then make test
	@$(IN)/python bin/lock
	@$(MAKE) --no-print-directory .venv/developed

release: .venv/developed ## build what is released into dist/: wheel, source, lock, list of parts, sums
	@$(IN)/python bin/release

sbom: .venv/developed ## list what Wayfellow is made of, from the lock: dist/wayfellow-VERSION.cdx.json
	@$(IN)/python bin/release --sbom

clean: ## remove the virtual environment and caches; var/ with its data stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results mutants dist

.venv/bin/pip:
	@bin/venv $(PYTHON)

.venv/installed: lock/run.txt lock/build.txt pyproject.toml hatch_build.py wayfellow/__init__.py \
		$(wildcard wayfellow/locale/*/LC_MESSAGES/*.po) | .venv/bin/pip
	$(LOCKED) -r lock/run.txt -r lock/build.txt
	$(ITSELF)
	@touch $@

.venv/developed: .venv/installed lock/develop.txt
	$(LOCKED) -r lock/develop.txt
	@touch $@
