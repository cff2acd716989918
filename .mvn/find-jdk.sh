# Sourced by ./mvnw and ./hydrophone: sets HYDROPHONE_JDK to the home of a JDK 25, or leaves it empty.
# Looked at, in this order: HYDROPHONE_JDK itself, JAVA_HOME, the java on the PATH, and where packages and
# version managers put JDKs.
jdk_is_25() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}
find_jdk() {
  for jdk_home in "${HYDROPHONE_JDK:-}" "${JAVA_HOME:-}" \
    "$(readlink -f "$(command -v javac 2>/dev/null)" 2>/dev/null | sed 's#/bin/javac$##')" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk_home" ] && jdk_is_25 "$jdk_home"; then
      HYDROPHONE_JDK=$jdk_home
      return 0
    fi
  done
  HYDROPHONE_JDK=
  return 1
}
find_jdk || true
