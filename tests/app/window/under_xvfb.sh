#!/usr/bin/env bash
# Runs a program in a virtual X server with a window manager and a private home.
#   under_xvfb.sh PROGRAM [ARGUMENT...]
set -euo pipefail
for tool in xvfb-run openbox xprop; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_CONFIG_HOME="$home" QT_QPA_PLATFORM=xcb
leaks="$(cd "$(dirname "$0")/../../support" && pwd)/leaks_of_others.txt"
export LSAN_OPTIONS="suppressions=$leaks:print_suppressions=0"
export -n DBUS_SESSION_BUS_ADDRESS WAYLAND_DISPLAY 2>/dev/null || true
xvfb-run -a -s '-screen 0 1400x900x24' bash -c '
    openbox >/dev/null 2>&1 &
    manager=$!
    # A window shown before its manager is there would never become active.
    for _ in $(seq 50); do
        xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q "window id" && break
        sleep 0.1
    done
    status=0
    "$@" || status=$?
    kill "$manager" 2>/dev/null || true
    exit $status' under_xvfb "$@"
