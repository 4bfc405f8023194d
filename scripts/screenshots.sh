#!/usr/bin/env bash
# Takes the pictures in docs/images anew: installs the plugin into a plain ImageJ and works with it
# on a virtual screen. Needs xvfb, and openbox for the windows' frames:
#   scripts/screenshots.sh [OUT]     (default: docs/images)
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p "${1:-docs/images}"
out=$(cd "${1:-docs/images}" && pwd)
for tool in xvfb-run openbox; do
  command -v $tool > /dev/null || { echo "$tool is missing: install the packages xvfb and openbox." >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# dialogs show the end of this path
imagej=$work/applications/ImageJ
mkdir -p "$imagej/plugins"
mvn -B -q -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
cp "$(tr ':' '\n' < target/classpath.txt | grep '/ij-1[^/]*\.jar$')" "$imagej/ij.jar"
scripts/install.sh --yes "$imagej"
# a home of its own: nothing remembered from a user's ImageJ gets into the pictures; -wr: a white desk
xvfb-run -a -s "-screen 0 1280x1024x24 -wr" bash -c '
  openbox & manager=$!
  java -Duser.home="$1" -DDJL_CACHE_DIR="$HOME/.djl.ai" -Dplugins.dir="$1" -Dai.djl.offline=true -cp "$1/ij.jar:target/test-classes" \
    io.github.planfiji.windows.Screenshots "$2" "$PWD/sample-data/phantoms"
  code=$?; kill $manager; exit $code' bash "$imagej" "$out"
