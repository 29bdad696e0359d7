#!/usr/bin/env bash
# Looks for bugs without running anything: clang-tidy 19 and cppcheck over what was written here.
#   bash packaging/lint.sh            every source
#   bash packaging/lint.sh core/wire  the sources below that folder
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh

folder="${1:-}"
case "$folder" in
--help) sed -n '2,4p' "$0" | cut -c3-; exit 0 ;;
esac
[ -z "$folder" ] || [ -d "$folder" ] || fail "there is no folder $folder"

install_missing build_packages test_packages lint_packages
mkdir -p build
# Its generated sources (moc, embedded texts) must be there for the headers to be found.
build dev

say "clang-tidy"
run-clang-tidy-19 -quiet -warnings-as-errors='*' -j "$(job_count)" -p build/dev \
    "^$PWD/${folder:-(core|ui|app|tests)}/.*\\.cpp\$" >build/clang-tidy.log 2>&1 || {
    grep -E "(warning|error):" build/clang-tidy.log | sort -u >&2
    fail "clang-tidy found something; the whole text is in build/clang-tidy.log"
}

. packaging/cppcheck.sh
say "nothing found"
