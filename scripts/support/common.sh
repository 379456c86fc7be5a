# shellcheck shell=bash
# Sourced by the scripts in the folder above: messages and packages.

# Prints a message on stderr: stdout is for results.
say() { printf '%s\n' "$*" >&2; }

# Prints what is going on, on a terminal only.
progress() { if [ -t 2 ]; then say "$*"; fi; }

# Ends the script: fail EXIT_CODE MESSAGE.
fail() {
    local code=$1
    shift
    say "$*"
    exit "$code"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail 77 "root is needed for: $*"
    fi
}

require_swift() {
    command -v swift >/dev/null || fail 69 "Swift 6.3 is needed and 'swift' is not on the PATH: https://www.swift.org/install/linux/"
    local version
    version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
    if [ "$(printf '%s\n' 6.3 "$version" | sort -V | head -n 1)" != 6.3 ]; then
        fail 69 "Swift 6.3 or newer is needed; 'swift' on the PATH is ${version:-of an unknown version}."
    fi
}

# Installs those of the named Debian packages that are missing; asks no server when none is.
require_packages() {
    local missing=() name
    if ! command -v dpkg-query >/dev/null; then
        say "not a Debian system; please see to it that these are installed: $*"
        return 0
    fi
    for name in "$@"; do
        if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" != installed ]; then missing+=("$name"); fi
    done
    if [ ${#missing[@]} -eq 0 ]; then return 0; fi
    progress "installing ${missing[*]}"
    (install_packages "${missing[@]}")
}

# Installs packages without letting their services start now or at the next boot: tests and benchmarks start their own
# on free ports. Services that were installed before stay as they are. Call it in a subshell: it sets a trap, which
# outlives the function, hence no local names.
install_packages() {
    policy=/usr/sbin/policy-rc.d
    log=$(mktemp)
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"; rm -f "$log"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    else
        trap 'rm -f "$log"' EXIT
    fi
    get=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    as_root "${get[@]}" update >"$log" 2>&1 || say "apt-get update failed; trying with the lists at hand"
    if ! as_root "${get[@]}" install --yes --no-install-recommends "$@" >>"$log" 2>&1; then
        cat "$log" >&2
        say "could not install: $*"
        return 69
    fi
    if command -v systemctl >/dev/null; then
        for unit in $(dpkg-query -L "$@" | sed -n 's,.*/systemd/system/\([a-z-]*\.service\)$,\1,p'); do
            as_root systemctl disable --quiet "$unit" >/dev/null 2>&1 || say "could not disable $unit"
        done
    fi
}

# Puts a Python package into .build/python unless Python finds it: require_python MODULE REQUIREMENT.
require_python() {
    export PYTHONPATH="$PWD/.build/python${PYTHONPATH:+:$PYTHONPATH}"
    if python3 -c "import $1" >/dev/null 2>&1; then return 0; fi
    python3 -m pip --version >/dev/null 2>&1 || require_packages python3-pip
    progress "installing $2 into .build/python"
    local log
    log=$(mktemp)
    if ! python3 -m pip install --quiet --no-deps --target .build/python "$2" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        say "could not install the Python package $2"
        return 69
    fi
    rm -f "$log"
}
