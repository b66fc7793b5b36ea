import module evox.spmd;

/**
 * Ray's first program: {@code ray.init()} is {@code Pool.processes(2)} here, a remote function is any function that is
 * static, {@code square.remote(i)} is {@code pool.submit(...)} and {@code ray.get} is {@code get}. It prints
 * [0, 1, 4, 9].
 *
 * <pre>
 * java -jar target/evox-spmd.jar run launch/examples/Squares.java
 * </pre>
 */
static int square(int x) {
  return x * x;
}

void main() {
  try (Pool pool = Pool.processes(2)) {
    List<Ref<Integer>> refs = new ArrayList<>();
    for (int i = 0; i < 4; i++) refs.add(pool.submit(x -> square(x), i));
    IO.println(refs.stream().map(Ref::get).toList());
  }
}
