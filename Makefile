# Two commands: `make demo` shows the rig at work, `make test` proves it. Both install what is missing (with a word
# before) and build what changed.

.PHONY: demo test build setup lint clean

demo: setup
	swift build -c release --product akkurat
	"$$(swift build -c release --show-bin-path)/akkurat" demo

test: setup
	swift test

build: setup
	swift build -c release --product akkurat
	@echo "Built: $$(swift build -c release --show-bin-path)/akkurat"

setup:
	@scripts/setup

lint:
	swift format lint --strict -r Sources Tests Firmware

clean:
	swift package clean
