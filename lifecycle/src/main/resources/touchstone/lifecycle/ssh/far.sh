# What runs on the far machine: POSIX sh on Linux. The caller sets $id, the deployment's name, and
# calls one of the functions below. Processes are known by number, start tick and boot, so that a
# number that was used again is not taken for the old process.

umask 077
d="$HOME/.touchstone/deployments/$id"
# no name contains a slash, so that no mark is the beginning of another
mark="TOUCHSTONE_ENGINE=/$id/"

# identity PID: prints "PID TICK BOOT"; fails where it is gone or only waits to be reaped
identity() {
  line=
  { read -r line < "/proc/$1/stat"; } 2> /dev/null || return 1
  set -- "$1" ${line##*) }
  [ "$2" != Z ] || return 1
  read -r boot < /proc/sys/kernel/random/boot_id || return 1
  echo "$1 ${21} $boot"
}

# alive FILE: whether the process whose identity the file holds still runs
alive() {
  was=
  { read -r was < "$1"; } 2> /dev/null
  [ -n "$was" ] && [ "$(identity "${was%% *}")" = "$was" ]
}

number() {
  was=
  { read -r was < "$1"; } 2> /dev/null
  echo "${was%% *}"
}

# left: numbers of all that still runs of the engine: what bears the mark, and the engine with its
# children, group and session (neither grep nor setsid need be there for that)
left() {
  if command -v grep > /dev/null; then
    for each in $(grep -lsF "$mark" /proc/[0-9]*/environ); do
      each=${each#/proc/}
      identity "${each%/environ}" > /dev/null && echo "${each%/environ}"
    done
  fi
  alive "$d/engine" || return 0
  family=" $(number "$d/engine") "
  grown=yes
  while [ -n "$grown" ]; do
    grown=
    for each in /proc/[0-9]*; do
      line=
      { read -r line < "$each/stat"; } 2> /dev/null || continue
      set -- " ${each#/proc/} " ${line##*) }
      case $family in
        *"$1"*) continue ;;
      esac
      [ "$2" != Z ] || continue
      case $family in
        *" $3 "* | *" $4 "* | *" $5 "*)
          family="$family${1# }"
          grown=yes
          ;;
      esac
    done
  done
  for each in $family; do
    echo "$each"
  done
}

strike() { # SIGNAL
  for each in $(left); do
    kill -s "$1" "$each" 2> /dev/null
  done
}

moment() {
  sleep 0.1 2> /dev/null || sleep 1
}

# end: the engine is asked, after five seconds killed with all that it started
end() {
  strike TERM
  waited=0
  while [ -n "$(left)" ] && [ "$waited" -lt 5 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  kill_all
}

kill_all() {
  tries=0
  while [ -n "$(left)" ] && [ "$tries" -lt 20 ]; do
    strike KILL
    moment
    tries=$((tries + 1))
  done
}

# limit SECONDS: from now on, by the clock of this machine
limit() {
  echo $(($(date +%s) + $1)) > "$d/deadline.new" && mv "$d/deadline.new" "$d/deadline"
}

# over: a deadline that cannot be read has passed: better a stop too many than a cost
over() {
  was=
  { read -r was < "$d/deadline"; } 2> /dev/null
  now=$(date +%s) || return 0
  case $was in
    '' | *[!0-9]*) return 0 ;;
  esac
  [ "$now" -ge "$was" ]
}

# guard: starts the engine, ends it at the deadline or when told, and writes down how it ended
guard() {
  trap '' HUP
  told=
  trap 'told=yes' TERM INT
  cd
  own=$PATH
  PATH=$(login_path)
  TOUCHSTONE_ENGINE=/$id/
  export PATH TOUCHSTONE_ENGINE
  if command -v setsid > /dev/null; then
    setsid /bin/sh "$d/run" >> "$d/engine.log" 2>&1 < /dev/null &
  else
    /bin/sh "$d/run" >> "$d/engine.log" 2>&1 < /dev/null &
  fi
  engine=$!
  PATH=$own
  unset TOUCHSTONE_ENGINE
  identity "$engine" > "$d/engine"
  identity $$ > "$d/guard.new" && mv "$d/guard.new" "$d/guard"
  while alive "$d/engine"; do
    if over; then
      echo "guard: the lease is over, the engine is ended" >> "$d/engine.log"
      told=yes
    fi
    [ -z "$told" ] || end
    sleep 1
  done
  wait "$engine"
  status=$?
  kill_all
  echo "$status" > "$d/exit.new" && mv "$d/exit.new" "$d/exit"
}

# taken PORT: whether something listens there or uses it
taken() {
  hex=$(printf %04X "$1")
  for table in /proc/net/tcp /proc/net/tcp6; do
    [ -r "$table" ] || continue
    while read -r _ local _; do
      case $local in
        *:"$hex") return 0 ;;
      esac
    done < "$table"
  done
  return 1
}

# prepare ATTEMPT PORT...: "started" where this attempt was begun before and only the answer was
# lost; else ends what is left of an earlier one and prints a port that is free
prepare() {
  mkdir -p "$d" || exit 1
  was=
  { read -r was < "$d/attempt"; } 2> /dev/null
  if [ "$was" = "$1" ] && [ -s "$d/guard" ]; then
    echo started
    return
  fi
  ! alive "$d/guard" || kill -s KILL "$(number "$d/guard")"
  kill_all
  rm -f "$d/attempt" "$d/guard" "$d/engine" "$d/exit" "$d/run" "$d/port"
  shift
  for each; do
    if ! taken "$each"; then
      echo "port $each"
      return
    fi
  done
  echo "no port of $* is free"
}

# login_path: the PATH of a login shell, where engines that pip or conda installed are found
login_path() {
  said=$("${SHELL:-/bin/sh}" -lc 'echo "touchstone-path=$PATH"' < /dev/null 2> /dev/null)
  case $said in
    *touchstone-path=*)
      said=${said##*touchstone-path=}
      echo "${said%%
*}:$HOME/.local/bin"
      ;;
    *) echo "$PATH:$HOME/.local/bin" ;;
  esac
}

# begin ATTEMPT PORT SECONDS: starts the guard, which starts "run"; both outlive this connection
begin() {
  limit "$3" && echo "$2" > "$d/port" && echo "$1" > "$d/attempt" || exit 1
  if command -v setsid > /dev/null; then
    setsid /bin/sh "$d/guard.sh" > /dev/null 2>&1 < /dev/null &
  else
    /bin/sh "$d/guard.sh" > /dev/null 2>&1 < /dev/null &
  fi
  tries=0
  while [ ! -s "$d/guard" ] && [ "$tries" -lt 200 ]; do
    moment
    tries=$((tries + 1))
  done
  [ -s "$d/guard" ] && echo started
}

# look OFFSET SECONDS: renews the deadline; prints "GUARD PID PORT EXIT SIZE", then log from there
look() {
  [ -d "$d" ] || { echo "none 0 0 - 0"; return; }
  standing=gone
  ! alive "$d/guard" || standing=alive
  [ "$standing" = gone ] || limit "$2"
  pid=$(number "$d/guard")
  port=$(number "$d/port")
  exit=$(number "$d/exit")
  size=0
  [ ! -r "$d/engine.log" ] || size=$(($(wc -c < "$d/engine.log")))
  echo "$standing ${pid:-0} ${port:-0} ${exit:--} $size"
  [ "$size" -le "$1" ] || tail -c +$(($1 + 1)) "$d/engine.log" | head -c 262144
}

# stop SIGNAL: TERM lets the guard end the engine; KILL ends everything at once
stop() {
  if [ "$1" = KILL ]; then
    ! alive "$d/guard" || kill -s KILL "$(number "$d/guard")"
    kill_all
  elif alive "$d/guard"; then
    kill -s TERM "$(number "$d/guard")"
  else
    end
  fi
  echo left $(left)
}

# forget: the folder of a deployment of which nothing runs
forget() {
  rm -rf "$d"
}

# probe PROGRAM: "word value" lines about this machine; what it does not have has no line
probe() {
  echo "os $(uname -s) $(uname -m)"
  if [ -r /etc/os-release ]; then
    (. /etc/os-release && echo "system $PRETTY_NAME")
  fi
  echo "cores $(getconf _NPROCESSORS_ONLN 2> /dev/null)"
  while read -r word amount _; do
    case $word in
      MemTotal:) echo "memory_kib $amount" ;;
      MemAvailable:) echo "memory_free_kib $amount" ;;
    esac
  done < /proc/meminfo
  df -Pk "$HOME" 2> /dev/null | while read -r _ _ _ free _; do
    [ "$free" = Available ] || echo "disk_free_kib $free"
  done
  PATH=$(login_path)
  if command -v nvidia-smi > /dev/null; then
    nvidia-smi --format=csv,noheader,nounits \
      --query-gpu=memory.total,memory.used,utilization.gpu,driver_version,name < /dev/null 2> /dev/null |
      while read -r row; do
        echo "gpu $row"
      done
    nvidia-smi < /dev/null 2> /dev/null | while read -r row; do
      case $row in
        *'CUDA Version: '*)
          row=${row##*'CUDA Version: '}
          echo "cuda ${row%% *}"
          ;;
      esac
    done
  fi
  ! command -v docker > /dev/null || echo "docker $(docker --version 2> /dev/null < /dev/null)"
  ! command -v python3 > /dev/null || echo "python $(python3 --version 2> /dev/null < /dev/null)"
  found=$(command -v "$1") && echo "program $found"
  echo end
}
