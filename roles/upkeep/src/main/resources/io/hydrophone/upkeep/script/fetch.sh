#!/bin/sh
# Installs Hydrophone's agent on this machine, from the update server that serves this script:
#
#   HYDROPHONE_SERVER=https://updates.example.com:8674 HOSTNAME=db7 TAGS=production,mysql \
#     sh -c "$(curl -fsSL https://updates.example.com:8674/install.sh)"
#
#   HYDROPHONE_SERVER      the update server; REPERTORY_URL is taken too
#   HYDROPHONE_NAME        the agent's name; HOSTNAME, and what hostname says, are taken else
#   HYDROPHONE_TAGS        with commas between them; TAGS is taken too
#   HYDROPHONE_TOKEN       what the server asks for
#   HYDROPHONE_CA          a PEM file with the authority of the server's certificate
#   HYDROPHONE_PUBLIC_KEY  a PEM file with the key that signs releases. Whoever gives none trusts the server this once, and
#                          gets no updates before the key is in PREFIX/public_key.pem
#   HYDROPHONE_PREFIX      where to; /opt/hydrophone otherwise
#   HYDROPHONE_INSECURE    1 to fetch over plain HTTP from another machine
set -eu

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

server=${HYDROPHONE_SERVER:-${REPERTORY_URL:-}}
name=${HYDROPHONE_NAME:-${HOSTNAME:-$(hostname)}}
tags=${HYDROPHONE_TAGS:-${TAGS:-}}
prefix=${HYDROPHONE_PREFIX:-/opt/hydrophone}
insecure=${HYDROPHONE_INSECURE:-}
[ -n "$server" ] || fail "set HYDROPHONE_SERVER to the address of the update server"
case $server in
  *[!A-Za-z0-9.:/_-]*) fail "$server is no address of a server" ;; # a @ would hide where it leads
  https://* | http://127.0.0.1:* | http://localhost:*) ;;
  *) [ -n "$insecure" ] || fail "$server is not https; set HYDROPHONE_INSECURE=1 if the network is trusted" ;;
esac
for tool in curl tar sha256sum awk; do
  command -v "$tool" >/dev/null || fail "needs $tool"
done

umask 022
mkdir -p "$prefix/staging" || fail "cannot write $prefix; run it as root, or set HYDROPHONE_PREFIX"
staged=$(mktemp -d "$prefix/staging/install.XXXXXX")
trap 'rm -rf "$staged"' EXIT
# The token is in a file for this user alone: a command line is seen by all.
(
  umask 077
  printf 'silent\nshow-error\nfail\n' >"$staged/curl"
  [ -z "${HYDROPHONE_TOKEN:-}" ] || printf 'header = "Authorization: Bearer %s"\n' "$HYDROPHONE_TOKEN" >>"$staged/curl"
  [ -z "${HYDROPHONE_CA:-}" ] || printf 'cacert = "%s"\n' "$HYDROPHONE_CA" >>"$staged/curl"
)
curl -K "$staged/curl" -G --data-urlencode "agent=$name" --data-urlencode "tags=$tags" \
  -o "$staged/release.tar" "$server/api/v1/archive" || fail "cannot fetch the release from $server"
public_key=${HYDROPHONE_PUBLIC_KEY:-}
token=${HYDROPHONE_TOKEN:-}
authority=${HYDROPHONE_CA:-}
archive=$staged/release.tar
