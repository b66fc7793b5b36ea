package evox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import evox.array.FixedPointSum;
import evox.array.Layout;
import evox.array.Matrix;
import evox.foreign.Isa;
import evox.world.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of kernels in the form that {@code native/test/run-kernel.cpp} reads, for engines of other architectures. A
 * kernel packs its arguments as ever; what is the address of one of its arrays travels as the array.
 */
final class KernelCalls {

  /** A call, and its arrays in the order in which they come back. */
  private record Call(Kernel kernel, List<Object> arrays) {}

  private final List<Call> calls = new ArrayList<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  void add(Kernel kernel) {
    Map<Long, Object> arrays = new LinkedHashMap<>();
    Objective objective = collect(kernel, arrays, null);
    List<Object> passed = new ArrayList<>();
    int fields = (int) (Arguments.BYTES / Long.BYTES);
    name(kernel.name()).integer(kernel.units()).integer(fields);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment struct = arena.allocate(Arguments.BYTES, Long.BYTES);
      kernel.pack(new Arguments(struct, Isa.JAVA));
      int function = -1;
      for (int f = 0; f < fields; f++) {
        long field = struct.getAtIndex(ValueLayout.JAVA_LONG, f);
        if (objective != null && beginsAt(f, struct, objective)) function = f + 2;
        if (f == function) {
          integer(2).name("tile/" + objective.kernel());
        } else if (arrays.containsKey(field)) {
          passed.add(arrays.get(field));
          buffer(segment(arrays.get(field)));
        } else {
          integer(0).integer(field);
        }
      }
    }
    calls.add(new Call(kernel, passed));
  }

  /** Whether an objective's fields begin there: address and number of its constants, its tile function, d and m. */
  private static boolean beginsAt(int f, MemorySegment struct, Objective objective) {
    long[] fields = {objective.constants().segment().address(), objective.constants().length(), 0,
        objective.dimension(), objective.objectives()};
    if (f + fields.length > Arguments.BYTES / Long.BYTES) return false;
    for (int k = 0; k < fields.length; k++) {
      if (k != 2 && struct.getAtIndex(ValueLayout.JAVA_LONG, f + k) != fields[k]) return false;
    }
    return true;
  }

  /** Puts all arrays of a kernel's arguments into the map, by address; returns the objective if there is one. */
  private static Objective collect(Object value, Map<Long, Object> arrays, Objective found) {
    switch (value) {
      case Objective objective -> {
        put(objective.constants(), arrays);
        return objective;
      }
      case Matrix _, Doubles _, FixedPointSum _ -> put(value, arrays);
      case Record record -> {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
          found = collect(read(component, record), arrays, found);
        }
      }
      default -> {}
    }
    return found;
  }

  /** One of no elements has no address. */
  private static void put(Object array, Map<Long, Object> arrays) {
    if (segment(array).byteSize() > 0) arrays.put(segment(array).address(), array);
  }

  private static Object read(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static MemorySegment segment(Object array) {
    return switch (array) {
      case Matrix matrix -> matrix.segment();
      case Doubles vector -> vector.segment();
      case FixedPointSum sums -> sums.segment();
      default -> throw new AssertionError(array);
    };
  }

  /** Runs all calls in one process, and holds every array that they leave behind to what the definition leaves. */
  void assertThatDefinitionsGiveTheBitsOf(String[] command, Path folder) throws IOException, InterruptedException {
    ByteBuffer left = run(folder, command);
    for (Call call : calls) {
      call.kernel().launch(Device.cpu(1, Isa.JAVA));
      for (Object array : call.arrays()) {
        int size = Math.toIntExact(segment(array).byteSize());
        ByteBuffer own = left.slice(left.position(), size).order(ByteOrder.nativeOrder());
        left.position(left.position() + size);
        assertThat(bits(array, own)).as("%s", call.kernel()).isEqualTo(bits(array, buffer(array)));
      }
    }
    assertThat(left.hasRemaining()).isFalse();
  }

  private ByteBuffer run(Path folder, String... command) throws IOException, InterruptedException {
    Path input = Files.write(folder.resolve("calls"), bytes.toByteArray());
    Path output = folder.resolve("buffers");
    Process process = new ProcessBuilder(command).redirectInput(input.toFile()).redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int exit = process.waitFor();
    if (exit != 0) throw new AssertionError("the kernels must run, got exit=" + exit);
    return ByteBuffer.wrap(Files.readAllBytes(output)).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer buffer(Object array) {
    return segment(array).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The elements of an array, without its padding, that lie in the buffer as they do in the array. */
  private static long[] bits(Object array, ByteBuffer elements) {
    switch (array) {
      case Matrix like -> {
        try (Matrix matrix = like.layout() == Layout.TILES ? Matrix.tiles(like.rows(), like.columns())
            : Matrix.rows(like.rows(), like.columns())) {
          buffer(matrix).put(elements);
          return Engines.bits(matrix);
        }
      }
      case Doubles vector -> {
        long[] bits = new long[vector.length()];
        for (int j = 0; j < bits.length; j++) bits[j] = Double.doubleToLongBits(elements.getDouble());
        return bits;
      }
      default -> {
        long[] bits = new long[elements.remaining() / Long.BYTES];
        elements.asLongBuffer().get(bits);
        return bits;
      }
    }
  }

  private KernelCalls buffer(MemorySegment memory) {
    integer(1).integer(memory.byteSize());
    bytes.writeBytes(memory.toArray(ValueLayout.JAVA_BYTE));
    return this;
  }

  private KernelCalls name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    integer(text.length);
    bytes.writeBytes(text);
    return this;
  }

  private KernelCalls integer(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).array());
    return this;
  }
}
