# Two commands do everything: `make crawl` and `make test`. Both set up what they need.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PEERS  := .venv-peers
DOCS   := .venv-docs
RAY    := .venv-ray

SITE   ?=
ARGS   ?=
COPYDESK_CORPORA ?= ../shared/corpora

.PHONY: crawl test test-cluster lint types quality quality-peers pictures docs format lock clean

crawl: $(VENV)/.run
	@$(BIN)/python -m scraper.cli make-crawl "$(SITE)" $(ARGS)

test: $(VENV)/.dev lint types
	@$(BIN)/python -m compileall -q scraper pipelines exports # for the many processes that crawls under test start
	$(BIN)/python -m pytest -n 2 --dist worksteal

# What needs Ray (240 MB) and the schemas of Kubernetes (110 MB): two nodes, one of which is killed.
test-cluster: $(RAY)/.ray
	$(RAY)/bin/python -m pytest tests/scraper/cluster tests/deploy $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/scrapy-lint

types: $(VENV)/.dev
	$(BIN)/mypy

# Copydesk, or Copydesk beside other extractors, on pages with a known truth; see benchmarks/quality.py.
quality: $(VENV)/.run
	$(BIN)/python benchmarks/quality.py --corpora "$(COPYDESK_CORPORA)" --peers copydesk trafilatura $(ARGS)

quality-peers: $(PEERS)/.peers
	$(PEERS)/bin/python benchmarks/quality.py --corpora "$(COPYDESK_CORPORA)" $(ARGS)

# The pictures of the README, from the demo. Needs Chromium.
pictures: $(VENV)/.run
	$(BIN)/python -m benchmarks.pictures docs/img

# The pages of docs/ as a site in build/docs; a warning is an error, and nothing is fetched.
docs: $(DOCS)/.docs
	$(DOCS)/bin/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --builder html docs build/docs
	@echo "The documentation is build/docs/index.html"

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins every dependency, with hashes, for Python 3.11 to 3.13 on any platform. Needs uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade pyproject.toml --group dev -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade --group docs -o requirements/docs.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade pyproject.toml --extra ray -c requirements/run.txt -o requirements/ray.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade --group build -o requirements/build.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--upgrade --group cluster -c requirements/ray.txt -o requirements/cluster.txt

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Copydesk needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The pins are complete, so pip need not look for dependencies (older ones warn while they do).
$(VENV)/.run: $(VENV)/.python requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	@touch $@

$(VENV)/.dev: $(VENV)/.python requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/dev.txt
	@touch $@ $(VENV)/.run

# The extractors that are measured beside Copydesk are no part of it and live apart.
$(PEERS)/.peers: requirements/run.txt requirements/peers.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/run.txt
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/peers.txt
	@touch $@

# The engine of a cluster is an extra.
$(RAY)/.ray: requirements/ray.txt requirements/cluster.txt
	$(PYTHON) -m venv $(RAY)
	$(RAY)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/ray.txt
	$(RAY)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/cluster.txt
	@touch $@

# What builds the pages is no part of it either.
$(DOCS)/.docs: requirements/docs.txt
	$(PYTHON) -m venv $(DOCS)
	$(DOCS)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/docs.txt
	@touch $@

clean:
	rm -rf $(VENV) $(PEERS) $(DOCS) $(RAY) build dist
