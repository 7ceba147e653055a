#!/usr/bin/env bash
# Fuzzes a target (FuzzRecipe: from recipe to command; FuzzPlan: from saved plan to command) for a number of seconds.
#   run.sh [SECONDS (60)] [TARGET (FuzzRecipe)]       new inputs stay in .build/corpus
set -euo pipefail
export SWIFT_BACKTRACE=enable=no
# Swift keeps lazy globals behind pointers with tag bits, which the leak detector does not see through.
export ASAN_OPTIONS=detect_leaks=0
target="${2:-FuzzRecipe}"
cd "$(dirname "$0")"
# SwiftPM does not notice new files of the main package; without its plan it looks again.
rm -f .build/release.yaml
# Both sanitizers must be named here: `--sanitize fuzzer --sanitize address` drops the coverage that libFuzzer needs.
swift build -c release --product "$target" --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address
here="$PWD"
mkdir -p ".build/corpus/$target" .build/empty
# In an empty folder, since recipes name folders that are read.
cd .build/empty
exec "$here/.build/release/$target" -max_total_time="${1:-60}" -max_len=32768 -timeout=20 -rss_limit_mb=2048 \
  -detect_leaks=0 -dict="$here/yaml.dict" -artifact_prefix="$here/.build/" "$here/.build/corpus/$target" "$here/corpus/$target"
