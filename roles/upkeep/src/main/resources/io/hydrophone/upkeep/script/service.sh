#!/bin/sh
# What the machine's service manager runs: keeps the agent running and up to date. Name, tags and server come with the
# environment, from agent.env.
exec "$(dirname "$(readlink -f "$0")")/hydrophone" update run --home "$HYDROPHONE_HOME"
