#!/usr/bin/env bash
# Undoes scripts/install.sh:  scripts/uninstall.sh FOLDER
# Removes exactly what was put there; a file changed since stays, and is named.
set -euo pipefail
folder=${1:?Usage: scripts/uninstall.sh FOLDER}
record=$folder/plan-fiji-installed.txt
if [ ! -f "$record" ]; then
  echo "$record is not there: nothing was installed into this folder by scripts/install.sh." >&2
  exit 1
fi
while read -r kind sum file; do
  [ "$kind" = file ] && [ -f "$folder/$file" ] || continue
  if [ "$(cksum < "$folder/$file" | tr -d ' ')" = "$sum" ]; then
    rm "$folder/$file"
  else
    echo "left, as it was changed: $folder/$file" >&2
  fi
done < "$record"
# the inner folders first, and only if nothing else came into them
sed -n 's/^folder //p' "$record" | sort -r | while read -r directory; do
  [ ! -d "$folder/$directory" ] || rmdir "$folder/$directory" 2> /dev/null || true
done
rm "$record"
echo "Removed the plugin from $folder."
