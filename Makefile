# Two commands: `make demo` shows the rig at work, `make test` proves it. Both install what is missing (with a word
# before) and build what changed.

.PHONY: demo test build setup lint clean

demo: setup
	swift build -c release --product akkurat
	"$$(swift build -c release --show-bin-path)/akkurat" demo

# Tests that mine in real time come last and one after the other: beside hundreds of others they would be late for the pool.
REAL_TIME = SimulatedRunTests|ImageMiningTests

test: setup
	swift test --skip '$(REAL_TIME)'
	swift test --skip-build --no-parallel --filter '$(REAL_TIME)'

build: setup
	swift build -c release --product akkurat
	@echo "Built: $$(swift build -c release --show-bin-path)/akkurat"

setup:
	@scripts/setup

lint:
	swift format lint --strict -r Sources Tests Firmware

clean:
	swift package clean
