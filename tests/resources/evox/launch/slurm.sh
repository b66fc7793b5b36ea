#!/bin/sh
# Slurm on the hosts node1 and so on that hosts.sh made, started where one logs in; it ends with them.
#   sh slurm.sh FOLDER NODES            ends well once all nodes are idle
#   sh slurm.sh FOLDER NODES forget     starts its controller anew, without what it knew of jobs
# The folder is that of the hosts.
set -eu
folder=$1
nodes=$2
here=$(dirname "$0")
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

configure() {
  cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=login(10.99.0.254)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A job that is started again waits for its old credentials to expire.
AuthInfo=socket=$folder/munge.sock,cred_expire=5
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
# One for each node, or the PMIx servers of two nodes meet in it.
TmpFS=$folder/slurm.%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.%n.log
# Control groups are the machine's: processes are found by their parents, and their memory is measured once a second.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
JobAcctGatherParams=OverMemoryKill
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
# The nodes claim more cores and memory than the machine has.
SlurmdParameters=config_overrides
ReturnToService=2
PropagateResourceLimits=NONE
SchedulerParameters=sched_interval=1,sched_min_interval=0
# Two clusters on one machine share its temporary folder, and must not have jobs of the same number.
FirstJobId=$(shuf -i 1-60000000 -n 1)
NodeName=node[1-$nodes] CPUs=8 RealMemory=64000 State=UNKNOWN
PartitionName=all Nodes=ALL DefMemPerCPU=8000 Default=YES MaxTime=10 State=UP
CONF
  : >"$folder/cgroup.conf"
  [ -z "${EVOX_TEST_PYXIS:-}" ] || containers
}

containers() {
  mkdir "$folder/pyxis"
  echo "required $EVOX_TEST_PYXIS runtime_path=$folder/pyxis" >"$folder/plugstack.conf"
  echo "PlugStackConfig=$folder/plugstack.conf" >>"$SLURM_CONF"
}

start_node() {
  mkdir "$folder/spool.node$1" "$folder/slurm.node$1"
  sh "$here/hosts.sh" on "$folder" "node$1" slurmd -D -N "node$1" >/dev/null 2>&1 </dev/null &
}

start() {
  configure
  mkdir "$folder/state"
  head -c 128 /dev/urandom >"$folder/munge.key"
  chmod 400 "$folder/munge.key"
  munged --force --foreground --socket="$folder/munge.sock" --key-file="$folder/munge.key" \
    --pid-file="$folder/munged.pid" --log-file="$folder/munged.log" --seed-file="$folder/munge.seed" >/dev/null 2>&1 </dev/null &
  start_controller
  for n in $(seq "$nodes"); do start_node "$n"; done
}

start_controller() { slurmctld -D -c >/dev/null 2>&1 </dev/null & }

forget() {
  kill "$(cat "$folder/slurmctld.pid")"
  while kill -0 "$(cat "$folder/slurmctld.pid")"; do sleep 0.1; done 2>/dev/null
  start_controller
}

"${3:-start}"
await all_idle
