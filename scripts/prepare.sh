# Sourced by ./up and ./check, in the project folder: `prepare FILE` makes .venv hold what FILE pins.
#
# Nothing of ours is installed: this folder is put on Python's path, so no build tool is needed.
# A stamp says what .venv holds; it is written last, so that an interrupted install is done again.
# Tried with dash on Debian 12. macOS was not tried.

python=.venv/bin/python

prepare() {
    stamp=".venv/installed-$1"
    now="$(cksum <"$1") $PWD"
    [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && [ -x "$python" ] && "$python" -c '' 2>/dev/null &&
        return 0
    echo "Setting up .venv for $1 (only now, and when that file changes) …"
    # One chain: ./check calls this where `set -e` does not reach.
    if ! { make_venv && install "$1" && put_on_path && printf '%s\n' "$now" >"$stamp"; }; then
        echo "Setting up did not work; what went wrong is said above. Run this again when it can." >&2
        exit 1
    fi
    echo "Set up."
}

make_venv() {
    usable_venv && return 0
    rm -rf .venv
    if have_uv && uv venv --quiet --python '>=3.11' .venv; then
        return 0
    fi
    rm -rf .venv
    base="$(find_python)" || say_what_is_missing
    "$base" -m venv .venv
}

usable_venv() {
    [ -x "$python" ] || return 1
    have_uv && "$python" -c '' 2>/dev/null && return 0
    "$python" -m pip --version >/dev/null 2>&1
}

have_uv() {
    command -v uv >/dev/null 2>&1
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
            echo "$name" && return 0
    done
    return 1
}

say_what_is_missing() {
    echo "Python 3.11 or newer with venv is missing. This installs it:" >&2
    if command -v apt-get >/dev/null 2>&1; then
        echo "  sudo apt-get install -y python3 python3-venv" >&2
    elif command -v brew >/dev/null 2>&1; then
        echo "  brew install python" >&2
    else
        echo "  https://www.python.org/downloads/ (then run this again)" >&2
    fi
    exit 1
}

install() {
    if have_uv; then
        uv pip install --python "$python" --require-hashes -r "$1"
        return
    fi
    # pip says too much, or nothing: its names are the progress. Its status comes by descriptor 3.
    status="$({ {
        "$python" -m pip install --disable-pip-version-check --no-input --require-hashes -r "$1" || echo failed >&3
    } | sed -n 's/^Collecting \([^ ;]*\).*/  \1/p; s/^Installing collected.*/  installing …/p' >&2; } 3>&1)"
    [ -z "$status" ]
}

put_on_path() {
    "$python" - <<'END'
import pathlib, sysconfig
here, venv = pathlib.Path.cwd(), pathlib.Path(".venv").resolve()
pathlib.Path(sysconfig.get_path("purelib"), "hotline-project.pth").write_text(f"{here}\n")
command = venv / "bin" / "hotline"
command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m hotline "$@"\n')
command.chmod(0o755)
END
}
