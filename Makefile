# Everything a person needs: `make run` serves the demo newsroom, `make test` proves the whole.
# What the machine lacks (Debian packages, npm packages) is installed by scripts/setup.sh, quietly and only if missing.

DATA ?= ./data
LISTEN ?= 127.0.0.1:2368

.PHONY: run build test setup bench compare-ghost clean

run:
	@scripts/frontend.sh
	@cargo run --release --bin masthead -- demo --data $(DATA) --listen $(LISTEN)

build:
	@scripts/frontend.sh
	cargo build --release --quiet --bin masthead

setup:
	@scripts/setup.sh test

test:
	@scripts/test.sh

bench:
	@scripts/bench.sh $(ONLY)

# Beside a real Ghost, which is installed when it is not there (700 MB): `make compare-ghost ONLY=themes`, `export`, `api`, `helpers` or `routes`.
compare-ghost:
	@scripts/compare-ghost.sh $(ONLY)

clean:
	cargo clean
	rm -rf artefacts e2e/node_modules frontend/node_modules frontend/dist frontend/dist-tests
