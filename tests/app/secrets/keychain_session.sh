#!/usr/bin/env bash
# Runs the keychain tests of one state in a private D-Bus session with a private home.
#   keychain_session.sh Unlocked|Locked|Empty|Absent TEST_PROGRAM
set -euo pipefail
state="$1"
program="$2"

for tool in dbus-run-session gnome-keyring-daemon; do
    command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done

home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/.local/share" \
    XDG_CONFIG_HOME="$home/.config" XDG_CACHE_HOME="$home/.cache" QT_QPA_PLATFORM=offscreen \
    UNDERSTUDY_KEYRING_HOME="$home"
mkdir -m 700 "$XDG_RUNTIME_DIR"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS

unlock='printf %s testpw | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1'
run="'$program' --gtest_filter='Keychain$state.*'"

case "$state" in
Unlocked)
    dbus-run-session -- bash -c "$unlock; $run"
    # The canary that the test saved stands nowhere in plain.
    if grep -r -a -l -e 'sk-canary-3141592653' "$home"; then
        echo "a secret was written in plain"
        exit 1
    fi
    ;;
Locked)
    # A first session makes the keyring; a second one opens it with the wrong password.
    dbus-run-session -- bash -c "$unlock; '$program' --gtest_filter='KeychainUnlocked.Keeps*'" \
        >/dev/null
    wrong="${unlock/testpw/wrongpw}"
    dbus-run-session -- bash -c "$wrong; $run"
    ;;
Empty)
    # The bus starts the service by itself; there is no keyring yet and no display to ask on.
    dbus-run-session -- bash -c "$run"
    ;;
Absent)
    # A bus whose services are nowhere to be started from.
    cat >"$home/bus.conf" <<'CONF'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
CONF
    dbus-run-session --config-file="$home/bus.conf" -- bash -c "$run"
    ;;
esac
