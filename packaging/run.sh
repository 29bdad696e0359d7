#!/usr/bin/env bash
# From a clone to a running Understudy: installs what is missing, builds the release, starts it.
#   bash packaging/run.sh                                the desktop application (no display: a demo)
#   bash packaging/run.sh -- understudy-cli --help       any of the two programs, with arguments
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh

if [ "${1:-}" = "--help" ]; then
    sed -n '2,4p' "$0" | cut -c3-
    exit 0
fi
[ "${1:-}" = "--" ] && shift

mkdir -p build
# What is asked of the programs belongs to their output; everything else goes to standard error.
{
    install_missing build_packages
    build release
} >&2

program=understudy
case "${1:-}" in
understudy | understudy-cli) program="$1"; shift ;;
esac

has_display() {
    [ "$(uname)" = Darwin ] || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] ||
        [ -n "${QT_QPA_PLATFORM:-}" ]
}

status=0
if [ "$program" = understudy ] && ! has_display && [ $# -eq 0 ]; then
    say "no display: showing the demo in the terminal" >&2
    build/release/bin/understudy-cli demo || status=$?
    program="understudy-cli demo"
else
    say "starting $program" >&2
    "build/release/bin/$program" "$@" || status=$?
fi
say "built build/release/bin/understudy and understudy-cli; $program ended with exit code $status" >&2
exit "$status"
