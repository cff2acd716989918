# What the scripts below share. What comes before sets: prefix, name, tags, server, token, authority, public_key, insecure.
export LC_ALL=C # what tools say is read
service=hydrophone-agent
[ "$prefix" = /opt/hydrophone ] || service=hydrophone-agent-$(printf %s "$prefix" | cksum | cut -d ' ' -f 1)

fail() {
  echo "$*" >&2
  exit 1
}

has_systemd() {
  [ -d /run/systemd/system ] && [ "$(id -u)" = 0 ]
}

# Without systemd the service's process is known by its number.
runs_directly() {
  [ -r "$prefix/service.pid" ] && kill -0 "$(cat "$prefix/service.pid")" 2>/dev/null
}

is_running() {
  runs_directly || { has_systemd && systemctl is-active --quiet "$service"; }
}

stop_directly() {
  pid=$(cat "$prefix/service.pid")
  kill "$pid" 2>/dev/null || :
  waited=0
  while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 100 ]; do
    sleep 0.1
    waited=$((waited + 1))
  done
  kill -9 "$pid" 2>/dev/null || :
}

quoted() {
  printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"
}

# What agent.env has to say, for the service.
environment() {
  echo "HYDROPHONE_HOME=$(quoted "$prefix")"
  echo "HYDROPHONE_NAME=$(quoted "$name")"
  echo "HYDROPHONE_TAGS=$(quoted "$tags")"
  echo "HYDROPHONE_SERVER=$(quoted "$server")"
  [ -z "$insecure" ] || echo "HYDROPHONE_INSECURE=1"
}

