#!/bin/sh
# Hosts on this machine, host1 and so on, each with a network address, a host name, memory folders and process numbers of its
# own, all in namespaces that nothing else is in. Everything in them ends when the standard input of "up" closes.
#   unshare --net --mount --uts --ipc --pid --fork --kill-child --mount-proc \
#     sh hosts.sh up FOLDER NAME HOSTS [DELAY LOSS]   host by host NAME1, NAME2 ...; says "ready" once all are there.
#                                                     Each wire delays by milliseconds and loses a percentage.
# And within those namespaces, where one logs in:
#   sh hosts.sh on FOLDER HOST WORD...                runs a command on a host, or where one logs in: "login"
#   sh hosts.sh shell FOLDER HOST WORD...             the same for a line of a shell, in place of ssh
#   sh hosts.sh cut FOLDER HOST                       nothing passes its wire any more
#   sh hosts.sh freeze FOLDER HOST                    stops its processes
#   sh hosts.sh darken FOLDER HOST                    power loss: no word gets out, then all of its processes are gone at once
# The folder is empty.
set -eu
verb=$1
folder=$2
here=$(dirname "$0")

up() {
  name=$1
  hosts=$2
  delay=${3:-0}
  loss=${4:-0}
  hostname login
  ip link set lo up
  ip link add lan type bridge
  ip address add 10.99.0.254/24 dev lan
  ip link set lan up
  printf '%s\n' '127.0.0.1 localhost' '10.99.0.254 login' >"$folder/hosts"
  for n in $(seq "$hosts"); do echo "10.99.0.$n $name$n" >>"$folder/hosts"; done
  mount --bind "$folder/hosts" /etc/hosts
  wire=$(kind_of_wire)
  [ "$wire" != program ] || cc -O2 -o "$folder/wire" "$here/wire.c"
  for n in $(seq "$hosts"); do start "$name$n" "$n"; done
  for n in $(seq "$hosts"); do until [ -e "$folder/$name$n.up" ]; do sleep 0.02; done; done
  echo ready
  # Until whoever started this closes it or is gone.
  cat >/dev/null
}

start() {
  mkdir "$folder/tmp.$1"
  # Its first process sets it up, keeps it and buries its orphans. Its end of the wire can only be laid once its network is
  # there, and it can only go on once the wire is.
  unshare --net --mount --uts --ipc --pid --fork --kill-child --mount-proc sh -c '
    hostname "$1"
    mount -t tmpfs tmpfs /dev/shm
    : >"$3/$1.network"
    until ip link show eth0; do sleep 0.02; done
    ip link set lo up
    ip address add "10.99.0.$2/24" dev eth0
    ip link set eth0 up
    : >"$3/$1.up"
    while :; do sleep 60 & wait; done' host "$1" "$2" "$folder" >/dev/null 2>&1 </dev/null &
  echo "$!" >"$folder/$1.pid"
  until [ -e "$folder/$1.network" ]; do sleep 0.02; done
  lay_wire "$1" "$!" "$2"
  ip link set "$1" master lan up
}

# Says how wires are made: plainly, late and lossy by the kernel, or by a program where the kernel can't.
kind_of_wire() {
  [ "$delay $loss" != '0 0' ] || { echo plain; return; }
  ip link add try type veth peer name try.far
  if tc qdisc add dev try root netem delay 1ms 2>/dev/null; then echo netem; else echo program; fi
  ip link delete try
}

# NAME PID NUMBER
lay_wire() {
  if [ "$wire" = program ]; then
    "$folder/wire" "$1" "$1.far" "$delay" "$loss" "$3" >/dev/null 2>&1 </dev/null &
    until ip link show "$1.far" >/dev/null 2>&1; do sleep 0.02; done
    ip link set "$1.far" netns "$2" name eth0
    return
  fi
  ip link add "$1" type veth peer name eth0 netns "$2"
  [ "$wire" = netem ] || return 0
  tc qdisc add dev "$1" root netem delay "${delay}ms" loss "$loss%"
  nsenter --target "$2" --net tc qdisc add dev eth0 root netem delay "${delay}ms" loss "$loss%"
}

# HOST WORD...
on() {
  host=$1
  shift
  [ "$host" != login ] || exec "$@"
  pid=$(cat "$folder/$host.pid")
  # Programs of two hosts must not meet in a folder that is the machine's.
  exec nsenter --target "$pid" --net --mount --uts --ipc --pid="/proc/$pid/ns/pid_for_children" --wd="$PWD" \
    env TMPDIR="$folder/tmp.$host" "$@"
}

shift 2
case $verb in
  up) up "$@" ;;
  on) on "$@" ;;
  shell)
    host=$1
    shift
    code=0
    sh "$0" on "$folder" "$host" sh -c "$*" || code=$?
    # As ssh, it hears nothing from a host without power.
    while [ -e "$folder/$host.dark" ]; do sleep 0.5; done
    exit "$code" ;;
  cut) ip link set "$1" down ;;
  freeze) on "$1" sh -c 'kill -s STOP -- -1' ;;
  darken) : >"$folder/$1.dark"; ip link set "$1" down; kill -s KILL "$(cat "$folder/$1.pid")" ;;
  *) echo "the first word must be up, on, shell, cut, freeze or darken, got $verb"; exit 2 ;;
esac
