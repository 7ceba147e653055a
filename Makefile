# lorac's commands for people and CI. Debian, the Swift toolchain, git and make are assumed; what else is
# needed is installed where it is missing, with sudo unless this is root.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
RECIPE ?= examples/quickstart/recipe.yaml

BUILD_PACKAGES := libjpeg62-turbo-dev libjson-c-dev liblcms2-dev libopenblas-dev libpng-dev libwebp-dev libyaml-dev pkg-config zlib1g-dev
TEST_PACKAGES := $(BUILD_PACKAGES) chromium python3 python3-jsonschema python3-venv

# Where the tests find ONNX Runtime, which Debian 12 has no package of.
ONNXRUNTIME := .build/onnxruntime

# All Swift files, some hundred at a time: swift-format opens all that it is given, and systems allow 1024 open files.
IN_BATCHES := find Sources Tests presets Package.swift -name '*.swift' -print0 | xargs -0 -n 300
# Without symbols (-s) the binary is less than half as large.
RELEASE := swift build -c release --static-swift-stdlib -Xlinker -s --product lorac
CHECKED := --explicit-target-dependency-import-check error

# Installs those of the packages $(1) that are missing, or says how. A failed update is no failure: the lists may do.
define install_packages
@command -v dpkg-query >/dev/null || { echo "Not a Debian system: $(1) are taken to be there."; exit 0; }; \
missing=(); \
for package in $(1); do \
  [[ "$$(dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null)" == "install ok installed" ]] || missing+=("$$package"); \
done; \
(( $${#missing[@]} )) || exit 0; \
echo "Missing packages: $${missing[*]}"; \
root=(); \
if (( EUID != 0 )); then \
  if command -v sudo >/dev/null; then root=(sudo); echo "sudo installs them; it may ask for your password."; \
  else root=(false); fi; \
fi; \
install="apt-get install --no-install-recommends $${missing[*]}"; \
"$${root[@]}" bash -c "apt-get update -q; DEBIAN_FRONTEND=noninteractive $$install -q -y" || { \
  echo "These packages could not be installed. As root: apt-get update && $$install" >&2; exit 1; }
endef

.PHONY: help
help: ## Show these commands
	@echo "make …"
	@while IFS='|' read -r name text; do printf '  %-12s%s\n' "$$name" "$$text"; done \
	  < <(sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST))

.PHONY: quickstart
quickstart: release ## Build lorac, show the plan of a small recipe, train it and show its effect
	@echo; echo "\$$ lorac plan $(RECIPE)"
	@"$$($(RELEASE) --show-bin-path)/lorac" plan $(RECIPE)
	@echo; echo "\$$ lorac run $(RECIPE) --run-dir runs/quickstart --overwrite"
	@"$$($(RELEASE) --show-bin-path)/lorac" run $(RECIPE) --run-dir runs/quickstart --overwrite
	@echo; echo "\$$ lorac test $(RECIPE) --run-dir runs/quickstart"
	@"$$($(RELEASE) --show-bin-path)/lorac" test $(RECIPE) --run-dir runs/quickstart
	@echo; echo "Before and after, as pictures:  runs/quickstart/effect/grid.png"
	@echo "All of it, in a browser:        runs/quickstart/report.html"

.PHONY: test
test: test-packages test-onnxruntime ## Check format and layering, build, run all tests
	$(IN_BATCHES) swift format lint --strict --parallel
	swift build --build-tests $(CHECKED)
	@mkdir -p .build; \
	status=0; swift test --parallel $(CHECKED) < /dev/null 2>&1 | tee .build/test.log || status=$$?; \
	(( status == 0 )) || grep -a 'recorded an issue' .build/test.log || true; \
	grep -a 'Test run with' .build/test.log | tail -n 1; exit $$status

.PHONY: release
release: build-packages ## Build the optimized binary
	$(RELEASE)

.PHONY: install
install: install-folder release ## Put the one binary into PREFIX/bin (PREFIX=/usr/local)
	@part="$(DESTDIR)$(PREFIX)/bin/.lorac.$$$$"; \
	install -m 755 "$$($(RELEASE) --show-bin-path)/lorac" "$$part"; \
	mv -f "$$part" "$(DESTDIR)$(PREFIX)/bin/lorac"
	@echo "Installed $(DESTDIR)$(PREFIX)/bin/lorac"

# Before the long build, not after it.
.PHONY: install-folder
install-folder:
	@mkdir -p "$(DESTDIR)$(PREFIX)/bin" && [[ -w "$(DESTDIR)$(PREFIX)/bin" ]] || { \
	  echo "Cannot write to $(DESTDIR)$(PREFIX)/bin. Elsewhere: make install PREFIX=\"\$$HOME/.local\"" >&2; exit 1; }

.PHONY: format
format: ## Format all sources in place
	$(IN_BATCHES) swift format --in-place --parallel

.PHONY: golden
golden: build-packages ## Rewrite stored references that differ; then look at `git diff`
	LORAC_UPDATE=1 swift test --parallel $(CHECKED) < /dev/null || true
	git status --short

.PHONY: clean
clean: ## Delete what was built
	rm -rf .build

.PHONY: build-packages
build-packages:
	$(call install_packages,$(BUILD_PACKAGES))

.PHONY: test-packages
test-packages:
	$(call install_packages,$(TEST_PACKAGES))

# Without a network the tests of taggers, backgrounds and faces are skipped, and say why.
.PHONY: test-onnxruntime
test-onnxruntime:
	@if [[ -n "$${LORAC_ONNXRUNTIME:-}" ]] || compgen -G \
	    '$(ONNXRUNTIME)/lib/python3*/site-packages/onnxruntime/capi/libonnxruntime.so.*' > /dev/null; then exit 0; fi; \
	echo "Installing ONNX Runtime for the tests below .build."; \
	python3 -m venv $(ONNXRUNTIME) && $(ONNXRUNTIME)/bin/python -m pip install --quiet \
	  --disable-pip-version-check --retries 1 --no-deps --only-binary :all: 'onnxruntime>=1.19,<2' || \
	  echo "ONNX Runtime could not be installed; the tests that run models will be skipped." >&2
