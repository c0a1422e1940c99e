# shellcheck shell=sh
# Sourced by Debian's chromium. The container is the sandbox; Chromium's own needs rights that it does not have. /dev/shm is small.
CHROMIUM_FLAGS="$CHROMIUM_FLAGS --proxy-server=http://proxy:3128 --no-sandbox --disable-dev-shm-usage"
