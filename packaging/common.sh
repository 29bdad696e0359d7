# Shared by run.sh and test.sh: saying what happens, and installing what is missing.
# Sourced, not run.

say() { printf '==> %s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

# Runs a command as root: directly, or through sudo where that needs no question.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ "${CI:-}" = "true" ] || [ ! -t 0 ]; then
        sudo -n "$@"
    else
        sudo "$@"
    fi
}

package_manager() {
    local tool
    for tool in apt-get dnf pacman zypper brew; do
        if command -v "$tool" >/dev/null 2>&1; then
            printf '%s' "$tool"
            return
        fi
    done
}

build_packages() {
    case "$1" in
    apt-get) echo g++ cmake ninja-build ccache pkg-config qt6-base-dev libgl1-mesa-dev libvulkan-dev \
        qtkeychain-qt6-dev nlohmann-json3-dev libcli11-dev libfmt-dev fonts-dejavu-core \
        libsecret-1-0 ;;
    dnf) echo gcc-c++ cmake ninja-build ccache qt6-qtbase-devel qtkeychain-qt6-devel json-devel \
        cli11-devel fmt-devel dejavu-sans-fonts libsecret ;;
    pacman) echo gcc cmake ninja ccache qt6-base qtkeychain-qt6 nlohmann-json cli11 fmt \
        ttf-dejavu libsecret ;;
    zypper) echo gcc-c++ cmake ninja ccache qt6-base-devel qtkeychain-qt6-devel \
        nlohmann_json-devel cli11-devel fmt-devel dejavu-fonts libsecret-1-0 ;;
    brew) echo cmake ninja ccache qt qtkeychain nlohmann-json cli11 fmt ;;
    esac
}

test_packages() {
    case "$1" in
    apt-get) echo libgtest-dev openssl xvfb xauth openbox xdotool x11-utils dbus dbus-daemon \
        gnome-keyring libsecret-tools fonts-noto-core cppcheck $(node_packages) ;;
    dnf) echo gtest-devel xorg-x11-server-Xvfb xorg-x11-xauth openbox xdotool xwininfo dbus-daemon \
        gnome-keyring cppcheck nodejs npm ;;
    pacman) echo gtest xorg-server-xvfb xorg-xauth openbox xdotool xorg-xwininfo dbus \
        gnome-keyring cppcheck nodejs npm ;;
    zypper) echo googletest-devel xorg-x11-server-Xvfb xauth openbox xdotool xwininfo dbus-1 \
        gnome-keyring cppcheck nodejs npm ;;
    brew) echo googletest cppcheck node ;;
    esac
}

lint_packages() {
    case "$1" in
    apt-get) echo clang-tidy-19 ;;
    dnf) echo clang-tools-extra ;;
    pacman | zypper) echo clang ;;
    brew) echo llvm ;;
    esac
}

# Node packages of other origins bring npm along and exclude Debian's.
node_packages() {
    command -v node >/dev/null 2>&1 || echo nodejs
    command -v npm >/dev/null 2>&1 || echo npm
}

# install_partners: the packages that the partner tests talk to, beside the builds and never among
# the sources. Exactly those of the lock file; nothing of theirs runs while they are installed.
install_partners() {
    local sources=tests/partners folder=build/partners
    if [ -d "$folder/node_modules" ] &&
        cmp -s "$sources/package-lock.json" "$folder/package-lock.json"; then
        say "the partners are installed"
        return
    fi
    say "installing the partners of the tests"
    rm -rf "$folder"
    mkdir -p "$folder"
    cp "$sources/package.json" "$folder"
    (
        cp "$sources/package-lock.json" "$folder/package-lock.json"
        cd "$folder"
        npm ci --ignore-scripts --no-audit --no-fund
    ) || {
        rm -rf "$folder"
        fail "the partners could not be installed; npm needs its registry for that"
    }
}

is_installed() { # package manager, package
    case "$1" in
    apt-get) [ "$(dpkg-query -W -f='${db:Status-Status}' "$2" 2>/dev/null)" = installed ] ;;
    dnf | zypper) rpm -q --whatprovides "$2" >/dev/null 2>&1 ;;
    pacman) pacman -Qi "$2" >/dev/null 2>&1 ;;
    brew) brew list --versions "$2" >/dev/null 2>&1 ;;
    esac
}

# install_missing PACKAGES_OF_FUNCTION...: installs only what is not there yet.
install_missing() {
    local manager kind package
    manager="$(package_manager)"
    if [ -z "$manager" ]; then
        say "no known package manager; please install: a C++20 compiler, CMake 3.25, Ninja," \
            "Qt 6.4 (base), QtKeychain, nlohmann-json, CLI11, fmt (for tests: GoogleTest)"
        return
    fi
    local missing=()
    for kind in "$@"; do
        for package in $("$kind" "$manager"); do
            is_installed "$manager" "$package" || missing+=("$package")
        done
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "everything needed is installed"
        return
    fi
    say "installing: ${missing[*]}"
    case "$manager" in
    apt-get)
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
            --no-install-recommends "${missing[@]}"
        ;;
    dnf) as_root dnf install -y "${missing[@]}" ;;
    pacman) as_root pacman -S --needed --noconfirm "${missing[@]}" ;;
    zypper) as_root zypper --non-interactive install "${missing[@]}" ;;
    brew) brew install "${missing[@]}" ;;
    esac
}

# build PRESET: configures and builds one preset of CMakePresets.json.
build() {
    say "configuring $1"
    cmake --preset "$1" >"build/$1.configure.log" 2>&1 || {
        cat "build/$1.configure.log" >&2
        fail "configuring $1 failed"
    }
    say "building $1"
    cmake --build --preset "$1" --parallel "$(job_count)"
}

job_count() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }
