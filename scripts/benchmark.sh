#!/usr/bin/env bash
# Times the walk beside the published loop in PyTorch, on the same random networks of full size:
# StyleGAN2 and two ResNet-18. Prints one JSON line a figure. Nothing else should run meanwhile.
#   scripts/benchmark.sh [--quick] [options of scripts/benchmark/benchmark.py]
# Needs python3-torch of Debian (installed here where that is permitted) and, for all figures at
# 256 pixels, 16 GB of memory and half an hour; --quick takes two minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
python=/usr/bin/python3
if ! "$python" -c 'import torch' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y -qq python3-torch >&2
  else
    echo "The reference needs PyTorch: install it with  apt-get install python3-torch" >&2
    exit 1
  fi
fi
if [ ! -f target/classpath.txt ] || [ -n "$(find pom.xml src -newer target/classpath.txt -print -quit)" ]; then
  mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt >&2
  touch target/classpath.txt
fi
exec "$python" scripts/benchmark/benchmark.py \
  --classpath "target/test-classes:target/classes:$(cat target/classpath.txt)" "$@"
