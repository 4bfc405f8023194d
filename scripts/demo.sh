#!/usr/bin/env bash
# The main job on the sample data: builds if needed, then runs the shipped macro scripts/walk.ijm in
# a headless ImageJ 1.54p. Usage: scripts/demo.sh [OUT]   (default: target/demo)
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-target/demo}
if [ -e "$out" ] && [ -n "$(ls -A "$out")" ]; then
  echo "$out is not empty: give another folder, or remove it." >&2
  exit 1
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)

scripts/headless.sh scripts/walk.ijm "$out"

echo
echo "Open these in ImageJ or Fiji:"
echo "  $out/walk-plan.tif     the walk by PLAN, one frame a step"
echo "  $out/walk-linear.tif   the straight walk between the same two points"
echo "  $out/walk.png          both with the privacy curve"
echo "  $out/walk.csv          the figures of every step"
