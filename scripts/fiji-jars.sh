#!/usr/bin/env bash
# Makes src/assembly/fiji-jars.txt anew: every artifact, with its version, in the bill of materials
# of the pom-scijava release that pom.xml names as its parent. Fiji is built from that bill; it ships
# most of it, so a jar of ours that it lists would shadow Fiji's. Run it when the parent changes.
set -euo pipefail
cd "$(dirname "$0")/.."
parent=$(sed -n '/<parent>/,/<\/parent>/s|.*<version>\(.*\)</version>.*|\1|p' pom.xml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>org.scijava</groupId><artifactId>pom-scijava</artifactId><version>$parent</version><relativePath/></parent>
  <groupId>bill</groupId><artifactId>bill</artifactId><packaging>pom</packaging>
</project>
POM
mvn -B -q -f "$work/pom.xml" help:effective-pom -Doutput="$work/bill.xml"
{
  echo "# artifact and version of every jar in the bill of materials of pom-scijava $parent, from which"
  echo "# Fiji is built; made by scripts/fiji-jars.sh"
  awk '/<dependencyManagement>/ { inside = 1 } /<\/dependencyManagement>/ { inside = 0 } inside' "$work/bill.xml" |
    awk -F'[<>]' '/<artifactId>/ && !artifact { artifact = $3 }
      /<version>/ { version = $3 }
      /<\/dependency>/ { print artifact, version; artifact = "" }' |
    sort -u
} > src/assembly/fiji-jars.txt
