#!/usr/bin/env bash
# Times the walk beside the published loop in PyTorch, on the same random networks of full size:
# StyleGAN2 and two ResNet-18. Prints one JSON line a figure. Nothing else should run meanwhile.
#   scripts/benchmark.sh [--quick] [options of scripts/benchmark/benchmark.py]
# Needs Debian's python3-torch (installed here where that is permitted), 16 GB of memory and ten
# minutes on two cores; --quick takes one minute.
set -euo pipefail
cd "$(dirname "$0")/.."
python=/usr/bin/python3
# Without OpenBLAS Debian's PyTorch multiplies matrices in plain loops: no fair reference.
if ! "$python" -c 'import torch' 2>/dev/null || ! ldconfig -p | grep -q libopenblas; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y -qq python3-torch libopenblas0-pthread >&2
  else
    echo "The reference is missing: apt-get install python3-torch libopenblas0-pthread" >&2
    exit 1
  fi
fi
if [ ! -f target/classpath.txt ] || [ -n "$(find pom.xml src -newer target/classpath.txt -print -quit)" ]; then
  mvn -B -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt >&2
  touch target/classpath.txt
fi
exec "$python" scripts/benchmark/benchmark.py \
  --classpath "target/test-classes:target/classes:$(cat target/classpath.txt)" "$@"
