#!/usr/bin/env bash
# Installs the plugin into a Fiji or a plain ImageJ (1.54p or newer):
#   scripts/install.sh [--no-natives] [--yes] FOLDER
# It builds the zips with Maven if there are none, puts into FOLDER only what is not there already,
# and writes down in FOLDER/plan-fiji-installed.txt what it put there, for scripts/uninstall.sh.
# --no-natives leaves out PyTorch's CPU library: DJL then downloads it at the first use.
# --yes asks nothing.
set -euo pipefail

natives=yes ask=yes folder=
for argument in "$@"; do
  case $argument in
    --no-natives) natives=no ;;
    --yes) ask=no ;;
    -*) echo "Unknown option $argument: the options are --no-natives and --yes." >&2; exit 2 ;;
    *) folder=$argument ;;
  esac
done
[ -n "$folder" ] || { echo "Usage: scripts/install.sh [--no-natives] [--yes] FOLDER" >&2; exit 2; }
[ -d "$folder" ] || { echo "There is no folder $folder: give the folder of Fiji or ImageJ." >&2; exit 1; }
folder=$(cd "$folder" && pwd)
cd "$(dirname "$0")/.."
record=$folder/plan-fiji-installed.txt

kind=
if [ -d "$folder/plugins" ]; then
  if compgen -G "$folder/jars/imagej-legacy-*.jar" > /dev/null; then kind=Fiji
  elif [ -f "$folder/ij.jar" ] || compgen -G "$folder/ij-1.*.jar" > /dev/null; then kind="plain ImageJ"; fi
fi
if [ -z "$kind" ]; then
  echo "$folder is no Fiji (plugins, and imagej-legacy in jars) and no ImageJ (plugins, and ij.jar): give such a folder." >&2
  exit 1
fi

if ! compgen -G "target/plan-fiji-*-fiji.zip" > /dev/null; then
  echo "Building the plugin ..."
  mvn -B -q -DskipTests package
fi

parts=(target/plan-fiji-*-fiji.zip)
[ "$kind" = Fiji ] || parts+=(target/plan-fiji-*-plain-imagej.zip)
if [ $natives = yes ]; then
  library=$(echo target/plan-fiji-*-natives-*.zip)
  megabytes=$(($(wc -c < "$library") / 1000000))
  if [ $ask = yes ] && [ -t 0 ]; then
    read -r -p "Install PyTorch's CPU library too, $megabytes MB? Without it DJL downloads it at the first use. [Y/n] " answer
    case $answer in [nN]*) natives=no ;; esac
  fi
fi
[ $natives = no ] || parts+=("$library")

unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
for part in "${parts[@]}"; do
  part=$PWD/$part
  (cd "$unpacked" && if command -v unzip > /dev/null; then unzip -q "$part"; else jar xf "$part"; fi)
done
# plain ImageJ looks into jars, but not below it
if [ "$kind" != Fiji ] && [ $natives = yes ]; then
  mv "$unpacked"/jars/*/*.jar "$unpacked/jars/"
  find "$unpacked/jars" -mindepth 1 -type d -delete
fi

[ ! -f "$record" ] || scripts/uninstall.sh "$folder"

# jar names without their versions: name_-1.2-x.jar -> name_
artifact() { basename "$1" | sed -E 's/-[0-9][^-]*(-.*)?\.jar$//'; }

install=()
while read -r file; do
  case $file in
    *.jar)
      name=$(artifact "$file")
      there=
      for jar in "$folder"/jars/*.jar "$folder"/jars/*/*.jar "$folder"/plugins/*.jar; do
        [ -f "$jar" ] && [ "$(artifact "$jar")" = "$name" ] || continue
        there=$(basename "$jar")
        break
      done
      if [ -z "$there" ]; then install+=("$file"); continue; fi
      newest=$(printf '%s\n' "$there" "$(basename "$file")" | sort -V | tail -n 1)
      case $name in
        djl-*|pytorch-*|plan-fiji_) [ "$there" = "$(basename "$file")" ] && newest=$there || newest= ;;
      esac
      if [ "$newest" != "$there" ]; then
        echo "$folder has $there, the plugin needs $(basename "$file"): remove the one there, or what brought it, and try again." >&2
        exit 1
      fi
      echo "kept: $there" ;;
    *)
      if [ -e "$folder/$file" ]; then
        echo "$folder/$file is there already and not from this script: move it away." >&2
        exit 1
      fi
      install+=("$file") ;;
  esac
done < <(cd "$unpacked" && find . -type f | sed 's|^\./||' | sort)

echo "# Put here by scripts/install.sh of PLAN for Fiji; scripts/uninstall.sh takes it away." > "$record"
for file in "${install[@]}"; do
  directory=$(dirname "$file")
  missing=()
  while [ ! -d "$folder/$directory" ]; do missing=("$directory" ${missing[@]+"${missing[@]}"}); directory=$(dirname "$directory"); done
  for directory in ${missing[@]+"${missing[@]}"}; do mkdir "$folder/$directory"; echo "folder $directory" >> "$record"; done
  sum=$(cksum < "$unpacked/$file" | tr -d ' ')
  echo "file $sum $file" >> "$record"
  cp "$unpacked/$file" "$folder/$file"
done
bytes=$(du -sk "$unpacked" | cut -f1)
echo "Installed ${#install[@]} files, $((bytes / 1000)) MB, into the $kind at $folder: restart it and look under Plugins > PLAN."
