#!/bin/sh
# Holds the GPU's bits to the processor's, and its speed to that of its memory:
#   benchmarks/gpu.sh pack FOLDER      puts all that this needs into a folder, for a machine with a GPU and no Java
#   FOLDER/gpu.sh                      there; prints a report, dated, to keep in benchmarks/results
#   FOLDER/gpu.sh SHARE                with that share of the individuals, such as 1000 for a rehearsal
# With libnccl.so.2 (EVOX_NCCL names the file) also two processes whose one GPU NCCL takes for two; with a Python (EVOX_PYTHON
# names it) that has EvoX or CuPy, these beside it; with cuBLAS (EVOX_CUBLAS) a run whose products it makes.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

pack() {
  folder=$1
  rm -rf "$folder/jre" && mkdir -p "$folder/classes"
  "$JAVA_HOME/bin/jlink" --add-modules java.base,java.compiler,java.logging,java.management,java.naming,jdk.management,jdk.unsupported,jdk.zipfs \
    --strip-debug --no-header-files --no-man-pages --compress=zip-0 --output "$folder/jre"
  "$JAVA_HOME/bin/javac" -d "$folder/classes" -cp "$here/../target/evox-spmd.jar" \
    "$here/java/evox/benchmark/GpuSpeed.java" "$here/java/evox/benchmark/FusedChains.java" "$here/java/evox/benchmark/Bits.java"
  cp "$here/../target/evox-spmd.jar" "$here/gpu.sh" "$here/peers/gpu.py" "$folder"
  git -C "$here" rev-parse --short HEAD >"$folder/commit"
  # Compressed once and as a whole it is smallest: the way there may be narrow.
  tar -C "$folder" -cJf "$folder/jre.tar.xz" jre && rm -rf "$folder/jre"
}

java() { "$here/jre/bin/java" --enable-native-access=ALL-UNNAMED "$@"; }

digest() { java -jar "$here/evox-spmd.jar" solve --json "$@" | sed 's/.*"digest":"\([0-9a-f]*\)".*/\1/'; }

# A line for each run; fails where one of them differs, or gave no digest.
digests() {
  wrong=0
  echo "| run | GPU | processor |"
  echo "|---|---|---|"
  for algorithm in PSO DE OpenES; do
    for problem in ackley rastrigin rosenbrock bbob15; do
      run="--algorithm $algorithm --problem $problem --dimension 20 --population $population --generations 100"
      compare "$algorithm, $problem" "$(digest $run --device gpu)"
    done
    run="--algorithm $algorithm --problem ackley --dimension 20 --population $population --generations 100"
    both=$(digest_of_two $run)
    compare "$algorithm, ackley, two processes: $(sed -n 's/.*\(by NCCL [0-9.]*\).*/\1/p' "$here/two.log")" "$both"
  done
  echo
  echo "#wrong $wrong"
  [ "$wrong" = 0 ]
}

# WHAT DIGEST: beside that of the processor, of the same run.
compare() {
  on_processor=$(digest $run --device processor)
  verdict=same
  if [ -z "$2" ] || [ "$2" != "$on_processor" ]; then
    verdict="OTHER: ${on_processor:-none}"
    wrong=$((wrong + 1))
  fi
  echo "| $1 | $(printf %.16s "$2") | $verdict |"
}

# Where cuBLAS is: what it is, and the best of a run whose products it makes beside that of our own, whose bits are others.
products() {
  run="--algorithm CMAES --problem ellipsoid --dimension 100 --generations 500"
  echo
  echo "| products of matrices | best | seconds |"
  echo "|---|---|---|"
  echo "| ours, on the processor | $(best_and_seconds $run --device processor) |"
  library=$(java -jar "$here/evox-spmd.jar" info | sed -n 's/^cublas *\(cuBLAS [^,]*\),.*/\1/p')
  if [ -n "$library" ]; then echo "| $library | $(best_and_seconds $run --device gpu:0 --algebra cublas) |"; else
    echo "| cuBLAS | absent | |"
  fi
}

best_and_seconds() {
  java -jar "$here/evox-spmd.jar" solve --json "$@" 2>/dev/null \
    | sed 's/.*"best":\([^,]*\),.*"seconds":\([^,]*\),.*/\1 | \2/'
}

# Two processes that believe to be on machines of their own, so that NCCL lets both have the first GPU.
digest_of_two() {
  two=$(mktemp -d)
  export EVOX_PROCESSES=2 EVOX_COORDINATOR="$two/port"
  NCCL_HOSTID=second EVOX_PROCESS_ID=1 digest "$@" --device gpu:0 >/dev/null 2>&1 &
  NCCL_HOSTID=first EVOX_PROCESS_ID=0 digest "$@" --device gpu:0 2>"$here/two.log" || true
  wait
  unset EVOX_PROCESSES EVOX_COORDINATOR
  rm -rf "$two"
}

# Where containers have the driver, and the linker does not look.
find_driver() {
  ldconfig -p 2>/dev/null | grep -q 'libcuda[.]so[.]1' && return
  for folder in /usr/local/nvidia/lib64 /usr/local/nvidia/lib /usr/lib/x86_64-linux-gnu /usr/lib64; do
    if [ -z "${EVOX_CUDA:-}" ] && [ -e "$folder/libcuda.so.1" ]; then export EVOX_CUDA="$folder/libcuda.so.1"; fi
  done
}

# SHARE NANOSECONDS: others at the work of the same size, beside what ours takes a coordinate.
peers() {
  echo
  echo "| PSO on rastrigin | ns a coordinate | times ours |"
  echo "|---|---|---|"
  python=${EVOX_PYTHON:-$(command -v python3 || true)}
  if [ -n "$python" ]; then "$python" "$here/gpu.py" $((4194304 / $1)) 32 "$2" 2>/dev/null; else
    echo "| EvoX and CuPy | absent | no python3 |"
  fi
}

measure() {
  find_driver
  [ -x "$here/jre/bin/java" ] || tar -C "$here" -xJf "$here/jre.tar.xz"
  echo "# GPU, $(date +%F)"
  echo
  echo "- $(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null || echo no nvidia-smi)"
  echo "- $(java -jar "$here/evox-spmd.jar" info | grep '^gpus')"
  echo "- commit $(cat "$here/commit"), command: gpu.sh $*"
  echo
  population=$((10000 / ${1:-1}))
  [ "$population" -ge 64 ] || population=64
  same=yes
  digests || same=no
  echo
  java -cp "$here/evox-spmd.jar:$here/classes" evox.benchmark.GpuSpeed "$@" | tee "$here/speed"
  products
  peers "${1:-1}" "$(sed -n 's/^| PSO on rastrigin | \([0-9.]*\) .*/\1/p' "$here/speed")"
  [ "$same" = yes ]
}

if [ "${1:-}" = pack ]; then pack "$2"; else measure "$@"; fi
