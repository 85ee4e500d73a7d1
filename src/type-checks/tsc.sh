#!/bin/sh
# Runs every pinned TypeScript compiler with these arguments, after installing them once; with
# COMPILERS=typescript-7 only that one. The exit code is that of the first that finds fault, and 77
# where there is no Node.js 20 or no npm.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)

skip() {
  echo "type checks skipped: $1" >&2
  exit 77
}

command -v node >/dev/null 2>&1 || skip "no node on the path (Node.js 20 or newer is needed)"
command -v npm >/dev/null 2>&1 || skip "no npm on the path"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || skip "node is version $major, 20 or newer is needed"

# The marker that npm leaves is newer than the lock file once exactly that was installed.
if [ ! "$here/node_modules/.package-lock.json" -nt "$here/package-lock.json" ]; then
  (cd "$here" && npm ci --silent) >&2
fi
for compiler in ${COMPILERS:-typescript-5 typescript-7}; do
  node "$here/node_modules/$compiler/bin/tsc" "$@"
done
