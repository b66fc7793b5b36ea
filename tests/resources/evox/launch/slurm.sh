#!/bin/sh
# A Slurm cluster on this machine: nodes with a network, a host name and memory folders of their own, node1 and so on, all
# in namespaces that nothing else is in. Everything in it ends when its standard input closes.
#   unshare --net --mount --uts --ipc --pid --fork --kill-child --mount-proc sh slurm.sh FOLDER NODES
# The folder is empty, with a short path. Says "ready" once all nodes are idle.
set -eu
folder=$1
nodes=$2
export SLURM_CONF="$folder/slurm.conf"

# Waits for something to become true, a minute at most.
await() {
  tries=600
  until "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "must become true within a minute: $*"; exit 1; }
    sleep 0.1
  done
}

all_idle() { [ "$(sinfo --noheader --states=idle --format=%D 2>/dev/null)" = "$nodes" ]; }

network() {
  hostname login
  ip link set lo up
  ip link add lan type bridge
  ip address add 10.99.0.254/24 dev lan
  ip link set lan up
  printf '%s\n' '127.0.0.1 localhost' '10.99.0.254 login' >"$folder/hosts"
  for n in $(seq "$nodes"); do echo "10.99.0.$n node$n" >>"$folder/hosts"; done
  mount --bind "$folder/hosts" /etc/hosts
}

configure() {
  cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=login(10.99.0.254)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
# One for each node, or the PMIx servers of two nodes meet in it.
TmpFS=$folder/tmp.%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.%n.log
# Control groups are the machine's.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
# The nodes claim more cores than the machine has.
SlurmdParameters=config_overrides
ReturnToService=2
PropagateResourceLimits=NONE
SchedulerParameters=sched_interval=1,sched_min_interval=0
# Two clusters on one machine share its temporary folder, and must not have jobs of the same number.
FirstJobId=$(shuf -i 1-60000000 -n 1)
NodeName=node[1-$nodes] CPUs=8 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=10 State=UP
CONF
  : >"$folder/cgroup.conf"
}

start_node() {
  mkdir "$folder/spool.node$1" "$folder/tmp.node$1"
  # Its end of the wire can only be laid once its network is there, and it can only start once the wire is.
  unshare --net --mount --uts --ipc --propagation private sh -c '
    hostname "node$1"
    mount -t tmpfs tmpfs /dev/shm
    : >"$2/network.$1"
    until ip link show eth0; do sleep 0.05; done
    ip link set lo up
    ip address add "10.99.0.$1/24" dev eth0
    ip link set eth0 up
    exec slurmd -D -N "node$1"' node "$1" "$folder" >/dev/null 2>&1 &
  await [ -e "$folder/network.$1" ]
  ip link add "node$1" type veth peer name eth0 netns "$!"
  ip link set "node$1" master lan up
}

network
configure
mkdir "$folder/state"
head -c 128 /dev/urandom >"$folder/munge.key"
chmod 400 "$folder/munge.key"
munged --force --foreground --socket="$folder/munge.sock" --key-file="$folder/munge.key" \
  --pid-file="$folder/munged.pid" --log-file="$folder/munged.log" --seed-file="$folder/munge.seed" >/dev/null 2>&1 &
slurmctld -D -c >/dev/null 2>&1 &
for n in $(seq "$nodes"); do start_node "$n"; done
await all_idle
echo ready
# Until whoever started this closes it or is gone.
cat >/dev/null
