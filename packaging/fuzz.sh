#!/usr/bin/env bash
# Builds the fuzz targets with libFuzzer and the sanitizers, and runs them one after another.
#   bash packaging/fuzz.sh                    every target, 60 seconds each
#   bash packaging/fuzz.sh 600 sse_parser     600 seconds, the named targets only
# Finds and new inputs go to build/fuzz-work, never into the repository: what is worth keeping is
# copied to tests/fuzz/corpus by hand, where every test run replays it.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh

case "${1:-}" in
--help | -h) sed -n '2,6p' "$0" | cut -c3-; exit 0 ;;
esac
seconds=60
if [ $# -gt 0 ]; then
    case "$1" in
    '' | *[!0-9]*) fail "'$1' is no number of seconds; see bash packaging/fuzz.sh --help" ;;
    esac
    seconds="$1"
    shift
fi
command -v clang++-19 >/dev/null 2>&1 || fail "clang++-19 is needed; install clang-19 first"

targets=("$@")
if [ ${#targets[@]} -eq 0 ]; then
    for folder in tests/fuzz/corpus/*/; do
        targets+=("$(basename "$folder")")
    done
fi
for target in "${targets[@]}"; do
    [ -d "tests/fuzz/corpus/$target" ] ||
        fail "there is no target '$target'; the targets are the folders of tests/fuzz/corpus"
done

mkdir -p build/fuzz-work
say "building ${#targets[@]} targets"
cmake --preset fuzz >build/fuzz.configure.log 2>&1 || {
    cat build/fuzz.configure.log >&2
    fail "configuring fuzz failed"
}
cmake --build --preset fuzz --parallel "$(job_count)" --target "${targets[@]/#/fuzz_}"

broken=()
for target in "${targets[@]}"; do
    program="build/fuzz/bin/fuzz_$target"
    work="build/fuzz-work/$target"
    mkdir -p "$work"
    log="build/fuzz-work/$target.log"
    say "fuzzing $target for $seconds s"
    # The first folder takes what is new, the second one is only read.
    if ! "$program" -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="$work/find-" \
        "$work" "tests/fuzz/corpus/$target" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        broken+=("$target")
    fi
    sed -n 's/^stat::\(number_of_executed_units\|average_exec_per_sec\): */    \1 /p' "$log"
done
[ ${#broken[@]} -eq 0 ] || fail "broken: ${broken[*]}; replay a find: build/fuzz/bin/fuzz_X FILE"
say "no target broke: ${#targets[@]} run for $seconds s each"
