#!/usr/bin/env bash
# Makes the pictures in resources/screenshots: the application photographs itself, offscreen.
#   bash packaging/screenshots.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/common.sh

folder="${1:-resources/screenshots}"
program=build/release/bin/understudy
[ -x "$program" ] || { mkdir -p build; install_missing build_packages; build release; }
mkdir -p "$folder"

# A home of its own: the pictures show the defaults, not somebody's settings.
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_CONFIG_HOME="$home" XDG_RUNTIME_DIR="$home" QT_QPA_PLATFORM=offscreen
chmod 700 "$home"

shoot() { # file, arguments...
    local file="$folder/$1.png"
    shift
    say "making $file"
    "$program" --screenshot "$file" --size 1280x800 "$@"
}

for theme in light dark; do
    shoot "first-run-$theme" --theme "$theme"
    shoot "switch-$theme" --theme "$theme" --run --outage openai=cut:14
    shoot "retries-$theme" --theme "$theme" --run --outage openai=status:503
    QT_SCALE_FACTOR=2 shoot "switch-$theme-200" --theme "$theme" --run --outage openai=cut:14
done
say "made $(find "$folder" -name '*.png' | wc -l) pictures in $folder"
