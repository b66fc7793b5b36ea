package evox.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;

/** A GPU of NVIDIA's with our kernels. All that is begun goes into one queue. */
final class Cuda implements Gpu {

  /** Threads of a block, and of a warp, as {@code native/cuda/global.hpp} has them. */
  private static final int THREADS = 128;
  private static final int WARP = 32;

  /** Where kernels lie that call the tile function that they are given. */
  private static final String BY_TILE = "tile";

  /** Tiles that a warp of theirs works in, as {@code native/two_tiles.hpp} has them. */
  private static final int TILES = 4;

  /** The smallest module, by which to see whether the driver takes any. */
  private static final String PROBE = "uniform";
  private static final long ROW_BYTES = 32 * Double.BYTES;

  /** Bytes for all warps to work in: with many dimensions, fewer warps run. */
  private static final long ROOM_BYTES = 256L << 20;

  /** How often to look, after a garbage collection, whether memory has become free. */
  private static final int WAITS = 5;
  private static final long WAIT_NANOS = 20_000_000;

  private final CudaDriver driver;
  private final Map<String, String> environment;
  private final Map<String, Optional<CUmodule>> modules = new ConcurrentHashMap<>();
  private final Map<String, Optional<Kernel>> kernels = new ConcurrentHashMap<>();
  private final Map<String, Long> tileFunctions = new ConcurrentHashMap<>();
  private final int blocks;
  private long room;
  private long roomOfWarp;

  Cuda(CudaDriver driver, Map<String, String> environment) {
    this.driver = driver;
    this.environment = environment;
    this.blocks = driver.threads() / THREADS;
    if (module(PROBE).isEmpty()) {
      throw new GpuFailed("this jar must hold kernels for CUDA, got none; install nvcc and build again with ./evox");
    }
  }

  @Override
  public String name() {
    return driver.name();
  }

  @Override
  public String bus() {
    return driver.bus();
  }

  @Override
  public String place() {
    return driver.place();
  }

  @Override
  public DenseAlgebra algebra() {
    return Cublas.open(this, environment);
  }

  private Optional<CUmodule> module(String name) {
    return modules.computeIfAbsent(name, this::load);
  }

  private Optional<CUmodule> load(String name) {
    byte[] image = CudaModules.read(name, environment);
    if (image == null) return Optional.empty();
    CUmodule module = new CUmodule();
    String refused = driver.load(module, name, image);
    if (refused != null) requireCompiled(module, name, refused);
    return Optional.of(module);
  }

  /** What this driver has no use for, be it too new for it or without code for this GPU, is compiled for the GPU itself. */
  private void requireCompiled(CUmodule module, String name, String refused) {
    String what = "the driver must take the kernels " + name + ", got " + refused;
    byte[] code;
    try {
      code = CompiledModules.compile(name, driver.architecture(), environment);
    } catch (GpuFailed | IOException e) {
      throw new GpuFailed(what + " of those in this jar, and of NVRTC: " + e.getMessage() + ", " + driver.place(), e);
    }
    String again = code == null ? "no sources" : driver.load(module, name, code);
    if (again != null) {
      throw new GpuFailed(what + " of those in this jar, and " + again + " of those that NVRTC compiled; update NVIDIA's "
          + "driver, " + driver.place());
    }
  }

  @Override
  public Kernel find(String name) {
    return kernels.computeIfAbsent(name, this::look).orElse(null);
  }

  private Optional<Kernel> look(String name) {
    Optional<Kernel> own = kernel(CudaModules.moduleOf(name), CudaModules.symbol(name));
    int slash = name.indexOf('/');
    if (own.isPresent() || slash < 0 || tileFunction(name.substring(slash + 1)) == 0) return own;
    return kernel(BY_TILE, CudaModules.symbol(name.substring(0, slash) + "/by_tile"));
  }

  private Optional<Kernel> kernel(String module, String symbol) {
    return module(module).flatMap(loaded -> Optional.ofNullable(driver.function(loaded, symbol))
        .map(function -> module.equals(BY_TILE) ? inTiles(loaded, function) : streaming(function)));
  }

  /** All blocks that run at the same time: those without work end at once, and the others share it out. */
  private Kernel streaming(CUfunction function) {
    return (fields, from, to, rows) -> driver.launch(function, blocks, THREADS, fields, from, to);
  }

  /** As many as there is room for. */
  private Kernel inTiles(CUmodule module, CUfunction function) {
    return (fields, from, to, rows) -> {
      long bytesOfWarp = TILES * rows * ROW_BYTES;
      int fitting = (int) Math.max(1, Math.min(blocks, ROOM_BYTES / (bytesOfWarp * (THREADS / WARP))));
      synchronized (this) {
        provideRoom(module, bytesOfWarp, fitting * (THREADS / WARP));
        driver.launch(function, fitting, THREADS, fields, from, to);
      }
    };
  }

  @Override
  public long tileFunction(String objective) {
    return tileFunctions.computeIfAbsent(objective, this::lookForTileFunction);
  }

  /** The module of tile functions is large, and not to be loaded for objectives that stream. */
  private long lookForTileFunction(String objective) {
    if (kernel("evaluate", CudaModules.symbol("evaluate/" + objective)).isPresent()) return 0;
    long variable = driver.variable(module(BY_TILE).orElseThrow(), CudaModules.symbol("tile/" + objective));
    if (variable == 0) return 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(JAVA_LONG);
      driver.download(variable, address);
      return address.get(JAVA_LONG, 0);
    }
  }

  private void provideRoom(CUmodule module, long bytesOfWarp, int warps) {
    if (bytesOfWarp == roomOfWarp) return;
    if (room != 0) driver.free(room);
    room = 0;
    // Should there be none, nobody may take the old one for theirs.
    roomOfWarp = 0;
    room = allocate(bytesOfWarp * warps);
    roomOfWarp = bytesOfWarp;
    set(module, "evox_room", room);
    set(module, "evox_room_doubles", bytesOfWarp / Double.BYTES);
  }

  private void set(CUmodule module, String variable, long value) {
    try (Arena arena = Arena.ofConfined()) {
      driver.upload(arena.allocateFrom(JAVA_LONG, value), driver.variable(module, variable));
    }
  }

  @Override
  public long allocate(long bytes) {
    long address = driver.allocate(bytes);
    if (address != 0) return address;
    // What nobody can reach any more may not have been given back yet.
    System.gc();
    for (int wait = 0; wait < WAITS; wait++) {
      LockSupport.parkNanos(WAIT_NANOS);
      address = driver.allocate(bytes);
      if (address != 0) return address;
    }
    throw new OutOfMemoryError("the GPU must have room for a block, got bytes=" + bytes + ", free=" + driver.free() + ", "
        + driver.place() + "; take a smaller population, more processes with a GPU each, or --device processor");
  }

  @Override
  public long room() {
    return driver.free();
  }

  @Override
  public void free(long address) {
    driver.free(address);
  }

  @Override
  public void zero(long address, long bytes) {
    driver.zero(address, bytes);
  }

  @Override
  public long enter() {
    driver.enter();
    return CudaDriver.QUEUE;
  }

  @Override
  public boolean isDone() {
    return driver.isDone();
  }

  @Override
  public void synchronize() {
    driver.synchronize();
  }

  @Override
  public void copy(long from, long to, long bytes) {
    driver.copy(from, to, bytes);
  }

  @Override
  public void upload(MemorySegment from, long to) {
    driver.upload(from, to);
  }

  @Override
  public void download(long from, MemorySegment to) {
    driver.download(from, to);
  }

  @Override
  public boolean pin(MemorySegment memory) {
    return driver.pin(memory);
  }

  @Override
  public void unpin(MemorySegment memory) {
    driver.unpin(memory);
  }

  @Override
  public void gather(long from, long stride, MemorySegment to) {
    driver.gather(from, stride, to);
  }
}
