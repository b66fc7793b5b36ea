#!/bin/sh
# Holds the GPU's bits to the processor's, and its speed to that of its memory:
#   benchmarks/gpu.sh pack FOLDER      puts all that this needs into a folder, for a machine with a GPU and no Java
#   FOLDER/gpu.sh                      there; writes a report to FOLDER/results (EVOX_RESULTS), dated, to keep in
#                                      benchmarks/results, and shows it
#   FOLDER/gpu.sh SHARE                with that share of the individuals, such as 1000 for a rehearsal: no goal is judged
#   gpu.sh libraries                   which libraries of NVIDIA's it has found where the system does not look
# It succeeds if the report's last line says that all is held: every bit is the processor's, NCCL has worked, by itself and
# between two processes whose one GPU it takes for two, nothing has crashed, and the goals are met. EVOX_NCCL, EVOX_CUBLAS and
# EVOX_NVRTC name libraries that are neither where the system looks nor in the folders of the Python that EVOX_PYTHON names;
# where that has EvoX or CuPy, these are measured beside ours.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)

pack() {
  folder=$1
  rm -rf "$folder/jre" && mkdir -p "$folder/classes"
  "$JAVA_HOME/bin/jlink" --add-modules java.base,java.compiler,java.logging,java.management,java.naming,jdk.management,jdk.unsupported,jdk.zipfs \
    --strip-debug --no-header-files --no-man-pages --compress=zip-0 --output "$folder/jre"
  # What checks NCCL are our tests, in words of AssertJ.
  assertj=$(find "${EVOX_MAVEN:-$HOME/.m2/repository}/org/assertj/assertj-core" -name 'assertj-core-*.jar' | sort | tail -n 1)
  "$JAVA_HOME/bin/javac" -d "$folder/classes" -cp "$here/../target/evox-spmd.jar:$assertj" \
    -sourcepath "$here/java:$here/../tests/java" -implicit:class \
    "$here/java/evox/benchmark/GpuSpeed.java" "$here/../tests/java/evox/collective/GpuProgram.java"
  cp "$here/../target/evox-spmd.jar" "$here/gpu.sh" "$here/peers/gpu.py" "$folder"
  cp "$assertj" "$folder/assertj.jar"
  git -C "$here" rev-parse --short HEAD >"$folder/commit"
  # Compressed once and as a whole it is smallest: the way there may be narrow.
  tar -C "$folder" -c jre | xz -T0 >"$folder/jre.tar.xz" && rm -rf "$folder/jre"
}

java() { "$here/jre/bin/java" --enable-native-access=ALL-UNNAMED "$@"; }

# WHAT: is not as it must be.
fails() { failed="${failed:+$failed, }$1"; }

digest() { java -jar "$here/evox-spmd.jar" solve --json "$@" | sed -n 's/.*"digest":"\([0-9a-f]*\)".*/\1/p'; }

# A line for each run.
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
    served=$(sed -n 's/.*\(by NCCL [0-9.]*\).*/\1/p' "$here/two.log")
    # Without NCCL the digest is the same, and says nothing of NCCL.
    [ -n "$served" ] || both=
    compare "$algorithm, ackley, two processes: ${served:-without NCCL}" "$both"
  done
  echo
  echo "#wrong $wrong"
  [ "$wrong" = 0 ] || fails "$wrong digests"
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

# PROCESSES COMMAND...: processes that believe to be on machines of their own, so that NCCL lets them all have the first GPU.
# What process 0 says is what comes of it; both have to end well.
together() {
  processes=$1
  shift
  two=$(mktemp -d)
  export EVOX_PROCESSES="$processes" EVOX_COORDINATOR="$two/port"
  if [ "$processes" = 2 ]; then
    (export NCCL_HOSTID=second EVOX_PROCESS_ID=1 && "$@" >/dev/null 2>"$here/second.log") &
  fi
  code=0
  (export NCCL_HOSTID=first EVOX_PROCESS_ID=0 && "$@") || code=$?
  if [ "$processes" = 2 ]; then wait $! || code=$?; fi
  unset EVOX_PROCESSES EVOX_COORDINATOR
  rm -rf "$two"
  return $code
}

digest_of_two() { together 2 digest "$@" --device gpu:0 2>"$here/two.log" || true; }

# Every collective against its definition, on the GPU's memory: by one process, by two, and by the parts of two.
collectives() {
  echo
  echo "| what GPUs do together | |"
  echo "|---|---|"
  for what in "1 contract" "2 contract" "2 split"; do
    ranks=${what% *}
    said=$(together "$ranks" java -cp "$here/evox-spmd.jar:$here/classes:$here/assertj.jar" evox.collective.GpuProgram \
      "${what#* }" 60 2>"$here/collectives.log") || said="FAILED: $(grep -v '^world of' "$here/collectives.log" | head -n 1)"
    echo "| $what | $said |"
    case "$said" in "held by $ranks with NCCL "*) ;; *) fails "NCCL ($what)" ;; esac
  done
}

# SHARE: kernels, their bits and the goals, which are those of all individuals.
speed() {
  echo
  code=0
  java -cp "$here/evox-spmd.jar:$here/classes" evox.benchmark.GpuSpeed "$1" >"$here/speed" 2>&1 || code=$?
  cat "$here/speed"
  case "$code" in
    0) ;;
    3) [ "$1" != 1 ] || fails goals ;;
    *) fails kernels ;;
  esac
}

# Where cuBLAS is: what it is, and the best of a run whose products it makes beside that of our own, whose bits are others.
products() {
  run="--algorithm CMAES --problem ellipsoid --dimension 100 --generations 500"
  echo
  echo "| products of matrices | best | seconds |"
  echo "|---|---|---|"
  echo "| ours, on the processor | $(best_and_seconds $run --device processor) |"
  library=$(java -jar "$here/evox-spmd.jar" info | sed -n 's/^cublas *\(cuBLAS [^,]*\),.*/\1/p')
  if [ -z "$library" ]; then
    echo "| cuBLAS | absent | |"
    return
  fi
  theirs=$(best_and_seconds $run --device gpu:0 --algebra cublas)
  echo "| $library | $theirs |"
  [ -n "$theirs" ] || fails cuBLAS
}

best_and_seconds() {
  java -jar "$here/evox-spmd.jar" solve --json "$@" 2>/dev/null \
    | sed -n 's/.*"best":\([^,]*\),.*"seconds":\([^,]*\),.*/\1 | \2/p'
}

# Where containers have the driver, and the linker does not look.
find_driver() {
  ldconfig -p 2>/dev/null | grep -q 'libcuda[.]so[.]1' && return
  for folder in /usr/local/nvidia/lib64 /usr/local/nvidia/lib /usr/lib/x86_64-linux-gnu /usr/lib64; do
    if [ -z "${EVOX_CUDA:-}" ] && [ -e "$folder/libcuda.so.1" ]; then export EVOX_CUDA="$folder/libcuda.so.1"; fi
  done
}

# Where pip puts NVIDIA's libraries, each below a folder of its own or that of CUDA's version.
find_libraries() {
  python=${EVOX_PYTHON:-$(command -v python3 || true)}
  [ -n "$python" ] || return 0
  for packages in $("$python" -c 'import sys; print("\n".join(p for p in sys.path if p.endswith("-packages")))' 2>/dev/null); do
    for file in "$packages"/nvidia/*/lib/lib*.so.*; do
      case "${file##*/}" in
        libnccl.so.2) [ -n "${EVOX_NCCL:-}" ] || export EVOX_NCCL="$file" ;;
        libcublas.so.1[23]) [ -n "${EVOX_CUBLAS:-}" ] || export EVOX_CUBLAS="$file" ;;
        libnvrtc.so.1[23]) [ -n "${EVOX_NVRTC:-}" ] || export EVOX_NVRTC="$file" ;;
      esac
    done
  done
}

# SHARE NANOSECONDS: others at the work of the same size, beside what ours takes a coordinate.
peers() {
  echo
  echo "| PSO on rastrigin | ns a coordinate | times ours |"
  echo "|---|---|---|"
  if [ -n "$python" ] && [ -n "$2" ]; then
    "$python" "$here/gpu.py" $((4194304 / $1)) 32 "$2" 2>/dev/null || echo "| EvoX and CuPy | failed | |"
  else
    echo "| EvoX and CuPy | absent | no python3, or nothing to compare with |"
  fi
}

# SHARE
measure() {
  find_driver
  find_libraries
  [ -x "$here/jre/bin/java" ] || tar -C "$here" -xJf "$here/jre.tar.xz"
  echo "# GPU, $(date +%F)"
  echo
  echo "- $(nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null || echo no nvidia-smi)"
  echo "- $(java -jar "$here/evox-spmd.jar" info | grep '^gpus' || echo no GPU)"
  echo "- $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores, Linux $(uname -r)"
  echo "- commit $(cat "$here/commit"), command: gpu.sh $1"
  echo
  population=$((10000 / $1))
  [ "$population" -ge 64 ] || population=64
  failed=
  digests
  collectives
  speed "$1"
  products
  peers "$1" "$(sed -n 's/^| PSO on rastrigin | \([0-9.]*\) .*/\1/p' "$here/speed")"
  echo
  if [ -n "$failed" ]; then
    echo "NOT held: $failed"
    exit 1
  fi
  if [ "$1" = 1 ]; then echo "all held"; else echo "all held but the goals, which a share is not judged by"; fi
}

# The report comes from a process of its own, so that whatever ends it early counts.
keep() {
  results=${EVOX_RESULTS:-$here/results}
  mkdir -p "$results"
  code=0
  sh "$here/gpu.sh" report "$1" >"$results/$(date +%F)-gpu.md" || code=$?
  cat "$results/$(date +%F)-gpu.md"
  exit $code
}

case "${1:-}" in
  pack) pack "$2" ;;
  report) measure "$2" ;;
  libraries) find_libraries && printf '%s\n' "${EVOX_NCCL:-no NCCL}" "${EVOX_CUBLAS:-no cuBLAS}" "${EVOX_NVRTC:-no NVRTC}" ;;
  *) keep "${1:-1}" ;;
esac
