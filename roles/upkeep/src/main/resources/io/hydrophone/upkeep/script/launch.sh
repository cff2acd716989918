#!/bin/sh
# Starts Hydrophone from an installed release.
#   HYDROPHONE_JDK        home of a JDK 25, where it is not found by itself
#   HYDROPHONE_JAVA_OPTS  further options for the Java machine
set -eu
bin=$(dirname "$(readlink -f "$0")")
. "$bin/find-jdk.sh"
if [ -z "$HYDROPHONE_JDK" ]; then
  echo "hydrophone: needs a JDK 25, and none was found (looked at HYDROPHONE_JDK, JAVA_HOME, PATH, /usr/lib/jvm)" >&2
  echo "  install one, such as Eclipse Temurin's temurin-25-jdk, or set HYDROPHONE_JDK" >&2
  exit 2
fi
# shellcheck disable=SC2086 # options are words
exec "$HYDROPHONE_JDK/bin/java" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:-UsePerfData -Xms16m -Xmn4m -Xmx256m \
  -Xss512k -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:TrimNativeHeapInterval=5000 -XX:+IgnoreUnrecognizedVMOptions \
  ${HYDROPHONE_JAVA_OPTS:-} -jar "$bin/../lib/hydrophone.jar" "$@"
