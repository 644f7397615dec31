#!/bin/sh
# Make the virtual environment and fill it from the lock file, every package checked by its hash.
# Arguments: the Python to use, the folder of the environment.
set -eu
python=$1
venv=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "cenotaph needs Python 3.11 or later; '$python' is older or missing. Name another: make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing the Debian package python3-venv, which this Python needs to make an environment."
        apt-get update -qq && apt-get install -y -qq python3-venv
    else
        echo "This Python cannot make environments: install its 'venv' package (Debian: python3-venv) and try again." >&2
        exit 1
    fi
fi
echo "Setting up $venv (once; about a minute) ..."
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
