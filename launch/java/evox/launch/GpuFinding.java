package evox.launch;

import evox.algorithm.PSO;
import evox.foreign.GpuFailed;
import evox.foreign.Gpus;
import evox.problem.Rastrigin;
import evox.world.Device;
import java.util.List;

/** The GPUs of this machine, and whether they do what the processor does. */
final class GpuFinding {

  private static final String SUBJECT = "gpus";
  private static final String UNUSABLE = "none that can be used, the processor computes";

  /** It fuses all that a kernel may. */
  private static final GpuProof PROOF = new GpuProof(new PSO(1000), new Rastrigin(10), 1000);

  private GpuFinding() {}

  static Finding ofThisMachine() {
    if (!Gpus.areLikely()) return new Finding(SUBJECT, "none, the processor computes", Gpus.NOT_LIKELY);
    try {
      StringBuilder all = new StringBuilder();
      for (int number : Gpus.usable()) {
        all.append(all.isEmpty() ? "" : ", ").append(number).append(": ").append(described(number));
      }
      return Finding.of(SUBJECT, all.toString());
    } catch (GpuFailed | OutOfMemoryError e) {
      return new Finding(SUBJECT, UNUSABLE, e.getMessage());
    }
  }

  private static String described(int number) {
    Device device = Device.cpu().withGpus(List.of(number));
    return device.gpu().name() + (PROOF.holds(device) ? " (the processor's bits)" : " (OTHER BITS than the processor's)");
  }
}
