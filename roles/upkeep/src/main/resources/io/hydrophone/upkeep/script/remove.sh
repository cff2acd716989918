# Takes away what is installed at $prefix. Checks and configuration are kept in $prefix.removed.
if [ ! -e "$prefix/current" ] && [ ! -d "$prefix/releases" ]; then
  echo "unchanged none"
  exit 0
fi
unit=/etc/systemd/system/$service.service
if has_systemd && [ -f "$unit" ]; then
  systemctl disable --now --quiet "$service"
  rm -f "$unit"
  systemctl daemon-reload
fi
! runs_directly || stop_directly
if [ -d "$prefix/current/conf" ]; then
  rm -rf "$prefix.removed"
  mkdir -p "$prefix.removed"
  cp -pR "$prefix/current/conf" "$prefix.removed/"
  [ ! -d "$prefix/current/checks" ] || cp -pR "$prefix/current/checks" "$prefix.removed/"
fi
for part in current current.next releases staging agent.env token authority.pem public_key.pem \
  service.pid service.log update.json program.pid request lock; do
  rm -rf "${prefix:?}/$part"
done
rmdir "$prefix" 2>/dev/null || : # Others may have put something there.
echo "done removed"
