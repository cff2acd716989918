#!/bin/bash
# Unpacks MySQL 9 (server and clients) of Debian's unstable suite into the directory $1, for use beside any other
# release: nothing is installed, the system's C library is not touched, no maintainer script runs.
# Prints the server's version. The mirror is whatever this machine's own apt uses, and is not stored.
set -euo pipefail
dest=${1:?usage: mysql-9.sh DIRECTORY}
suite=sid
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
apt=$dest/apt root=$dest/root

mirror=$({ cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { for (i = 2; i <= NF; i++) print $i }' || true
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null | awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) print $i }' || true
} | grep -m 1 -E '/debian/?$') || { echo "no Debian archive among this machine's apt sources" >&2; exit 1; }

# A private state of apt, in which no package is installed: the simulated installation then names all that the server needs.
mkdir -p "$apt"/{lists/partial,cache/archives/partial,debs} "$root"
: > "$apt/status"
echo "deb [signed-by=$keyring] $mirror $suite main" > "$apt/sources.list"
cat > "$apt/apt.conf" <<CONF
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Install-Recommends "false";
APT::Sandbox::User "$(id -un)";
Debug::NoLocking "true";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
export APT_CONFIG=$apt/apt.conf
apt-get -qq update
apt-get -s install mysql-server-core mysql-client-core mysql-client \
  | awk '/^Inst/ { sub(/^\(/, "", $3); print $2 "=" $3 }' \
  | grep -Ev '^(perl|libperl|debianutils|libdb5|libgdbm)' > "$apt/closure"
(cd "$apt/debs" && xargs apt-get -qq download < "$apt/closure")
for deb in "$apt"/debs/*.deb; do dpkg -x "$deb" "$root"; done
rm -rf "$apt"

# Each program starts through the unpacked loader and libraries. The loader is linked under the program's name, so that
# the process list shows mysqld and not ld-linux. Paths are found at run time: the directory may move.
loader=$(find "$root" -name 'ld-linux-*.so.2' -type f | head -1)
libraries=$(realpath --relative-to="$dest" "$(dirname "$loader")")
mkdir -p "$dest/bin" "$dest/ld"
for program in "$root"/usr/sbin/mysqld "$root"/usr/bin/mysql*; do
  [ "$(head -c4 "$program" | tail -c3)" = ELF ] || continue
  name=$(basename "$program")
  ln "$loader" "$dest/ld/$name"
  cat > "$dest/bin/$name" <<WRAPPER
#!/bin/sh
here=\$(dirname "\$(dirname "\$(readlink -f "\$0")")")
program=\$here/$(realpath --relative-to="$dest" "$program")
export LIBMYSQL_PLUGIN_DIR="\$here/root/usr/lib/mysql/plugin" OPENSSL_MODULES="\$here/$libraries/ossl-modules" OPENSSL_CONF=/dev/null
exec "\$here/ld/$name" --argv0 "\$program" --library-path "\$here/$libraries" "\$program" "\$@"
WRAPPER
  chmod +x "$dest/bin/$name"
done
"$dest/bin/mysqld" --no-defaults --version
