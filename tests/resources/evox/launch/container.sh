#!/bin/sh
# Builds the project's container from its Dockerfile, on a base made of this machine's Java, and runs it, without a network.
#   unshare --mount --propagation private sh container.sh FOLDER JAVA-HOME JAR WORDS...
# The folder is empty; all that is kept is in it. Ends with 77, and the reason, where containers can't run at all.
set -eu
folder=$1
java_home=$2
jar=$3
shift 3
unset EVOX_TOKEN EVOX_PROCESSES EVOX_COORDINATOR

# crun wants control groups of one version; where both are mounted, show it the second.
if [ "$(stat -fc %T /sys/fs/cgroup)" != cgroup2fs ]; then
  umount -R /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup || { echo "no right to mount control groups"; exit 77; }
fi

engine() {
  podman --root "$folder/root" --runroot "$folder/run" --cgroup-manager=cgroupfs --events-backend=file "$@"
}

# Limits as they are: not everybody may raise them.
run() {
  files=$(ulimit -n)
  engine run --rm --network=none --cgroups=disabled --ulimit "nofile=$files:$files" --ulimit nproc=16384:16384 "$@"
}

# A Java, the libraries that it and the native kernels load, and nothing else: not even a shell.
base() {
  tree=$folder/base
  mkdir -p "$tree$java_home" "$tree/tmp" "$tree/usr/bin" "$tree/etc"
  chmod 1777 "$tree/tmp"
  cp -rL "$java_home/bin" "$java_home/lib" "$java_home/conf" "$java_home/release" "$tree$java_home/"
  rm -f "$tree$java_home/lib/src.zip" "$tree$java_home/lib/ct.sym"
  ln -s "../..$java_home/bin/java" "$tree/usr/bin/java"
  for library in $(ldd "$java_home/bin/java" "$java_home"/lib/*.so "$java_home"/lib/server/libjvm.so 2>/dev/null \
      | grep -o '/[^ :]*\.so[^ :]*' | grep -v "^$java_home" | sort -u) $(ls /usr/lib/*/libstdc++.so.6 /usr/lib/*/libgcc_s.so.1); do
    mkdir -p "$tree$(dirname "$library")"
    [ -e "$tree$library" ] || cp -L "$library" "$tree$library"
  done
  tar -C "$tree" -cf "$folder/base.tar" .
  engine import --change "ENV PATH=$java_home/bin:/usr/bin:/bin" "$folder/base.tar" localhost/base
  rm -rf "$tree" "$folder/base.tar"
}

base >"$folder/base.log" 2>&1 || { tail -n 1 "$folder/base.log"; exit 77; }
run localhost/base java -version >"$folder/java.log" 2>&1 || { tail -n 1 "$folder/java.log"; exit 77; }

mkdir "$folder/target"
cp "$jar" "$folder/target/evox-spmd.jar"
engine build --network=none --pull=never --build-arg BASE=localhost/base --tag localhost/evox-spmd \
  --file launch/Dockerfile "$folder/target" >"$folder/build.log" 2>&1 || { cat "$folder/build.log" >&2; exit 1; }
run localhost/evox-spmd "$@"
