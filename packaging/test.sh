#!/usr/bin/env bash
# Installs what the tests need, builds, and runs every test.
#   bash packaging/test.sh          everything but the tests labelled "long"
#   bash packaging/test.sh --long   those too, the whole suite under the address and undefined
#                                   behaviour sanitizers, core under the thread sanitizer, every
#                                   header alone, and cppcheck
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh

long=false
case "${1:-}" in
--long) long=true ;;
--help) sed -n '2,6p' "$0" | cut -c3-; exit 0 ;;
"") ;;
*) fail "unknown argument $1; see bash packaging/test.sh --help" ;;
esac

mkdir -p build
total=0
skipped=0
run_tests() { # preset, further ctest arguments
    local preset="$1" log="build/$1.tests.log"
    shift
    say "testing $preset"
    ctest --preset "$preset" "$@" 2>&1 | tee "$log"
    local count
    count="$(sed -n 's/.*tests passed, 0 tests failed out of \([0-9]*\).*/\1/p' "$log")"
    [ -n "$count" ] || fail "the tests of $preset did not all pass"
    local left_out
    left_out="$(grep -c '\*\*\*Skipped' "$log" || true)"
    total=$((total + count - left_out))
    skipped=$((skipped + left_out))
}

install_missing build_packages test_packages
install_partners

without_long=()
$long || without_long=(-LE long)

build dev
run_tests dev ${without_long[@]+"${without_long[@]}"}
build core-only
run_tests core-only ${without_long[@]+"${without_long[@]}"}
if $long; then
    say "compiling every header alone"
    cmake --build --preset dev --target all_verify_interface_header_sets
    . packaging/cppcheck.sh
    build asan
    run_tests asan -LE long
    build tsan-core
    run_tests tsan-core -LE "long|house"
fi

say "all tests passed: $total in all, $skipped skipped"
printf '%d passed, 0 failed, %d skipped\n' "$total" "$skipped"
