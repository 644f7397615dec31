#!/bin/sh
# See to a browser for the tests that look at the site: use what is there, else install Debian's, else say so.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null && command -v chromedriver >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the Debian packages chromium and chromium-driver for the browser test (once; about 100 MB)."
    { apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null; } ||
        echo "They could not be installed: the browser tests will be skipped and say so." >&2
else
    echo "No chromium with chromedriver here: the browser tests will be skipped and say so." >&2
fi
