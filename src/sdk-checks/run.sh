#!/bin/sh
# Installs the pinned SDKs and runs the checks; arguments go to run.mjs. Where there is no Node.js 20
# or no npm, it says so and ends with success, since these checks are then somebody else's to run.
set -eu
cd "$(dirname "$0")"

skip() {
  echo "SDK checks skipped: $1"
  exit 0
}

command -v node >/dev/null 2>&1 || skip "no node on the path (Node.js 20 or newer is needed)"
command -v npm >/dev/null 2>&1 || skip "no npm on the path"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || skip "node is version $major, 20 or newer is needed"

# The marker that npm leaves is newer than the lock file once exactly that was installed.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --silent
fi
exec node run.mjs "$@"
