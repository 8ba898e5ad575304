#!/bin/sh
# Make the virtual environment and install one requirements file into it.
#
#   tools/setup.sh requirements.txt
#
# Does nothing when that file and constraints.txt are as they were at the last set-up. PYTHON chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
wanted=$1
venv=.venv

fail() { echo "$1" >&2; exit 2; }

for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        found=$python
        break
    fi
done
[ -n "${found:-}" ] || fail "Python 3.11 or newer is needed; on Debian or Ubuntu: sudo apt-get install python3 python3-venv"
"$found" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "The Python module venv is missing; on Debian or Ubuntu: sudo apt-get install python3-venv"

[ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null || "$found" -m venv --clear "$venv"

stamp=$venv/installed-$(basename "$wanted")
sum=$(cat requirements*.txt constraints.txt | cksum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && exit 0
echo "Installing $wanted into $venv …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input -r "$wanted" ||
    fail "The packages of $wanted could not be installed; is a package index reachable?"
echo "$sum" > "$stamp"
