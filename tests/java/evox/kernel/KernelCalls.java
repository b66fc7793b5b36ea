package evox.kernel;

import evox.array.Matrix;
import evox.kernel.linear.Multiply;
import evox.kernel.linear.RankUpdate;
import evox.kernel.linear.SymmetricEigen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Calls of kernels in the form that {@code native/test/run-kernel.cpp} reads, for engines of other architectures. */
final class KernelCalls {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Begins a call; so many fields must follow. */
  KernelCalls call(String kernel, long units, int fields) {
    return name(kernel).integer(units).integer(fields);
  }

  KernelCalls value(long value) {
    return integer(0).integer(value);
  }

  KernelCalls buffer(MemorySegment memory) {
    integer(1).integer(memory.byteSize());
    bytes.writeBytes(memory.toArray(ValueLayout.JAVA_BYTE));
    return this;
  }

  KernelCalls function(String name) {
    return integer(2).name(name);
  }

  KernelCalls evaluate(Evaluate evaluation) {
    Objective objective = evaluation.objective();
    Matrix candidates = evaluation.candidates();
    return call(evaluation.name(), evaluation.units(), 9)
        .buffer(objective.constants().segment()).value(objective.constants().length())
        .function("tile/" + objective.kernel()).value(objective.dimension()).value(objective.objectives())
        .buffer(candidates.segment()).buffer(evaluation.fitness().segment())
        .value(candidates.rows()).value(candidates.stride());
  }

  KernelCalls apply(ElementaryKernel kernel) {
    return call(kernel.name(), kernel.units(), 3).buffer(kernel.x().segment()).buffer(kernel.y().segment())
        .buffer(kernel.result().segment());
  }

  KernelCalls multiply(Multiply kernel) {
    return call(kernel.name(), kernel.units(), 8).buffer(kernel.left().segment()).buffer(kernel.right().segment())
        .buffer(kernel.product().segment()).value(kernel.left().rows()).value(kernel.left().columns()).value(0)
        .value(kernel.right().stride()).value(kernel.product().stride());
  }

  KernelCalls rankUpdate(RankUpdate kernel) {
    return call(kernel.name(), kernel.units(), 8).buffer(kernel.covariance().segment()).buffer(kernel.steps().segment())
        .value(Double.doubleToRawLongBits(kernel.decay())).value(kernel.covariance().rows())
        .value(kernel.steps().rows()).value(kernel.added()).value(kernel.covariance().stride())
        .value(kernel.steps().stride());
  }

  KernelCalls eigen(SymmetricEigen kernel) {
    return call(kernel.name(), kernel.units(), 5).buffer(kernel.matrix().segment()).buffer(kernel.vectors().segment())
        .buffer(kernel.values().segment()).value(kernel.matrix().rows()).value(kernel.matrix().stride());
  }

  /** Runs all calls in one process; returns all their buffers, one after the other. */
  ByteBuffer run(Path folder, String... command) throws IOException, InterruptedException {
    Path calls = Files.write(folder.resolve("calls"), bytes.toByteArray());
    Path buffers = folder.resolve("buffers");
    Process process = new ProcessBuilder(command).redirectInput(calls.toFile()).redirectOutput(buffers.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int exit = process.waitFor();
    if (exit != 0) throw new AssertionError("the kernels must run, got exit=" + exit);
    return ByteBuffer.wrap(Files.readAllBytes(buffers)).order(ByteOrder.nativeOrder());
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
