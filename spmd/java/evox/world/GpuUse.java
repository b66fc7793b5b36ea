package evox.world;

import evox.foreign.GpuFailed;
import java.util.List;

/**
 * What a device does with GPUs.
 *
 * @param numbers of those to share out to the processes of this machine; none where none is used
 * @param products whose library multiplies matrices
 * @param owner whose process it is, as failures say; empty for one that is alone
 * @param preference under which one is used; null where it was asked for, and nothing runs without it
 * @param absence why there is none to prefer; null where there is one, or nobody prefers any
 * @param ranks how many share out what is computed, this process among them
 */
record GpuUse(List<Integer> numbers, Products products, String owner, GpuPreference preference, GpuFailed absence,
    int ranks) {

  /** Whose the products of matrices are. */
  enum Products { OURS, THE_MAKERS }

  /** None is used. */
  static final GpuUse NONE = new GpuUse(List.of(), Products.OURS, "", null, null, 1);

  GpuUse of(List<Integer> gpus, GpuPreference under) {
    return new GpuUse(List.copyOf(gpus), products, owner, under, null, ranks);
  }

  GpuUse without(GpuFailed why, GpuPreference under) {
    return new GpuUse(List.of(), products, owner, under, why, ranks);
  }

  GpuUse byTheMakers() {
    return new GpuUse(numbers, Products.THE_MAKERS, owner, preference, absence, ranks);
  }

  /** What is left of them to the process at a place of its machine. */
  GpuUse part(int place, String whose) {
    List<Integer> own = numbers.isEmpty() ? numbers : List.of(numbers.get(place % numbers.size()));
    return new GpuUse(own, products, whose, preference, absence, ranks);
  }

  /** For one of so many ranks. */
  GpuUse among(int all) {
    return new GpuUse(numbers, products, owner, preference, absence, all);
  }
}
