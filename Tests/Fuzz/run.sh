#!/usr/bin/env bash
# Fuzzes parsing for the given number of seconds (default 60); new inputs stay in .build/corpus.
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
cd "$(dirname "$0")"
# SwiftPM does not notice new files of the main package; without its plan it looks again.
rm -f .build/debug.yaml
# Both sanitizers must be named here: `--sanitize fuzzer --sanitize address` drops the coverage that libFuzzer needs.
swift build --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address
mkdir -p .build/corpus
exec .build/debug/FuzzRecipe -max_total_time="${1:-60}" -max_len=4096 -timeout=10 -rss_limit_mb=1024 \
  -dict=yaml.dict -artifact_prefix=.build/ .build/corpus corpus
