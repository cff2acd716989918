# Puts a release into its place. What comes before sets: archive and what common.sh names. Run twice, it does nothing the
# second time.
#
#   $prefix/releases/VERSION~SERIAL  program, checks, conf
#   $prefix/current                  leads to one of them
#   $prefix/agent.env                name, tags and server, for the service
mkdir -p "$prefix/releases" "$prefix/staging"
unpacked=$(mktemp -d "$prefix/staging/unpacked.XXXXXX")
trap 'rm -rf "$unpacked" "$archive" ${staged:+"$staged"}' EXIT
said=$(tar -xf "$archive" -C "$unpacked" --no-same-owner 2>&1) ||
  fail "cannot unpack the release into $prefix: $(printf '%s\n' "$said" | head -n 1)"
if [ -n "$public_key" ]; then
  command -v openssl >/dev/null || fail "needs openssl to check the release's signature"
  base64 -d <"$unpacked/manifest.sig" >"$unpacked/signature"
  openssl pkeyutl -verify -pubin -inkey "$public_key" -rawin -in "$unpacked/manifest.json" \
    -sigfile "$unpacked/signature" >/dev/null 2>&1 || fail "the release is not signed with $public_key"
  rm "$unpacked/signature"
fi
# The manifest has a line for each field.
awk -F '"' '$2 == "set" { set = $4 } $2 == "path" { path = $4 } $2 == "sha256" { print $4 "  " set "/" path }' \
  "$unpacked/manifest.json" >"$unpacked/sums"
(cd "$unpacked" && sha256sum --quiet -c sums >/dev/null 2>&1) || fail "a file of the release is not what was signed"
rm "$unpacked/sums"
release=$(awk -F '[",: ]+' '$2 == "version" { version = $3 } $2 == "serial" { print version "~" $3; exit }' "$unpacked/manifest.json")
[ -n "$release" ] || fail "the manifest names no version"

if [ "$(readlink "$prefix/current" 2>/dev/null || :)" != "releases/$release" ]; then
  rm -rf "$prefix/releases/$release"
  if [ -d "$prefix/current/conf" ]; then
    # Users' files, as an update does it: what was changed or added stays, what is new to it comes beside; what was removed
    # stays so.
    awk -F '"' '$2 == "set" { set = $4 } $2 == "path" && set != "program" { print set "/" $4 }' \
      "$prefix/current/manifest.json" | while read -r file; do
      [ -e "$prefix/current/$file" ] || rm -f "$unpacked/$file"
    done
    for set in checks conf; do
      [ ! -d "$prefix/current/$set" ] || (
        cd "$prefix/current/$set" && find . -type f ! -name '*.new' | while read -r file; do
          mkdir -p "$(dirname "$unpacked/$set/$file")"
          if [ -f "$unpacked/$set/$file" ] && ! cmp -s "$file" "$unpacked/$set/$file"; then
            sum=$(sha256sum <"$file" | cut -d ' ' -f 1)
            # Untouched since the release before brought it: the new one decides.
            ! grep -q "$sum" "$prefix/current/manifest.json" || continue
            mv "$unpacked/$set/$file" "$unpacked/$set/$file.new"
          elif [ ! -f "$unpacked/$set/$file" ]; then
            sum=$(sha256sum <"$file" | cut -d ' ' -f 1)
            ! grep -q "$sum" "$prefix/current/manifest.json" || continue
          fi
          cp -p "$file" "$unpacked/$set/$file"
        done
      )
    done
  fi
  chmod 755 "$unpacked"
  mv "$unpacked" "$prefix/releases/$release"
  ln -sfn "releases/$release" "$prefix/current.next"
  mv -T "$prefix/current.next" "$prefix/current"
  changed=yes
fi

if [ -n "$token" ]; then
  (umask 077 && printf '%s\n' "$token" >"$prefix/token.next" && mv "$prefix/token.next" "$prefix/token")
fi
for pem in authority public_key; do
  eval "file=\$$pem"
  [ -z "$file" ] || [ "$file" -ef "$prefix/$pem.pem" ] || cp "$file" "$prefix/$pem.pem"
done
environment >"$prefix/agent.env.next"
if ! cmp -s "$prefix/agent.env.next" "$prefix/agent.env"; then
  mv "$prefix/agent.env.next" "$prefix/agent.env"
  changed=yes
else
  rm "$prefix/agent.env.next"
fi

run=$prefix/current/program/bin/service
[ -x "$run" ] || fail "the release has no program/bin/service"
if has_systemd; then
  unit=/etc/systemd/system/$service.service
  cat >"$unit.next" <<UNIT
[Unit]
Description=Hydrophone's agent
After=network-online.target
Wants=network-online.target

[Service]
EnvironmentFile=$prefix/agent.env
ExecStart=$run
Restart=always
RestartSec=2
KillMode=mixed

[Install]
WantedBy=multi-user.target
UNIT
  if cmp -s "$unit.next" "$unit"; then
    rm "$unit.next"
  else
    mv "$unit.next" "$unit"
    systemctl daemon-reload
    changed=yes
  fi
  systemctl enable --quiet "$service"
  if [ -n "${changed:-}" ]; then
    systemctl restart "$service" || fail "systemd cannot start $service: see journalctl -u $service"
  else
    systemctl start "$service"
  fi
  how="systemd unit $service"
else
  if [ -n "${changed:-}" ] && runs_directly; then
    stop_directly
  fi
  if ! runs_directly; then
    (
      set -a
      . "$prefix/agent.env"
      set +a
      cd "$prefix"
      # Out of the session: it does not end with the connection.
      exec setsid "$run" >>"$prefix/service.log" 2>&1 </dev/null &
      echo $! >"$prefix/service.pid"
    )
    changed=yes
    # What cannot run at all ends at once.
    sleep 0.3
    runs_directly || fail "the service ended at once: $(tail -n 1 "$prefix/service.log")"
  fi
  how="started directly, without systemd"
fi
if [ -n "${changed:-}" ]; then
  echo "done $release $how"
else
  echo "unchanged $release $how"
fi
