# Tells what is installed at $prefix, on one line: RELEASE running|stopped same|other, or none. The last word says whether it
# has the name, tags and server that it should have.
if [ ! -e "$prefix/current" ]; then
  echo none
  exit 0
fi
state=stopped
! is_running || state=running
settings=other
[ "$(environment)" != "$(cat "$prefix/agent.env" 2>/dev/null)" ] || settings=same
echo "$(basename "$(readlink "$prefix/current")") $state $settings"
