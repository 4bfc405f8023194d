#!/usr/bin/env bash
# Runs an ImageJ macro or a Groovy script of this plugin in a headless ImageJ 1.54p, without Fiji:
#   scripts/headless.sh MACRO.ijm [ARGUMENT]
#   scripts/headless.sh SCRIPT.groovy [NAME=VALUE ...]      (a value with a slash is a file)
set -euo pipefail
cd "$(dirname "$0")/.."
if [ ! -f target/classpath.txt ] || [ -n "$(find pom.xml plugins.config src -newer target/classpath.txt -print -quit)" ]; then
  mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
  touch target/classpath.txt
fi
exec java -Djava.awt.headless=true -Dai.djl.offline=true --add-opens java.base/java.lang=ALL-UNNAMED \
  -cp "target/test-classes:target/classes:$(cat target/classpath.txt)" \
  io.github.planfiji.testing.HeadlessImageJ "$@"
