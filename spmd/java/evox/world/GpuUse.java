package evox.world;

import java.util.List;

/**
 * What a device does with GPUs.
 *
 * @param numbers of those to share out to the processes of this machine; none where none is used
 * @param products whose library multiplies matrices
 * @param owner whose process it is, as failures say; empty for one that is alone
 * @param preference under which one is used; null where it was asked for, and nothing runs without it
 */
record GpuUse(List<Integer> numbers, Products products, String owner, GpuPreference preference) {

  /** Whose the products of matrices are. */
  enum Products { OURS, THE_MAKERS }

  /** None is used. */
  static final GpuUse NONE = new GpuUse(List.of(), Products.OURS, "", null);

  GpuUse of(List<Integer> gpus, GpuPreference under) {
    return new GpuUse(List.copyOf(gpus), products, owner, under);
  }

  GpuUse byTheMakers() {
    return new GpuUse(numbers, Products.THE_MAKERS, owner, preference);
  }

  /** What is left of them to the process at a place of its machine. */
  GpuUse part(int place, String whose) {
    List<Integer> own = numbers.isEmpty() ? numbers : List.of(numbers.get(place % numbers.size()));
    return new GpuUse(own, products, whose, preference);
  }
}
