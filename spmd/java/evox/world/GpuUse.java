package evox.world;

import java.util.List;

/**
 * What a device does with GPUs.
 *
 * @param numbers of those to share out to the processes of this machine; none where none is used
 * @param owner whose process it is, as failures say; empty for one that is alone
 * @param preference under which one is used; null where it was asked for, and nothing runs without it
 */
record GpuUse(List<Integer> numbers, String owner, GpuPreference preference) {

  /** None is used. */
  static final GpuUse NONE = new GpuUse(List.of(), "", null);

  GpuUse of(List<Integer> gpus, GpuPreference under) {
    return new GpuUse(List.copyOf(gpus), owner, under);
  }

  /** What is left of them to the process at a place of its machine. */
  GpuUse part(int place, String whose) {
    List<Integer> own = numbers.isEmpty() ? numbers : List.of(numbers.get(place % numbers.size()));
    return new GpuUse(own, whose, preference);
  }
}
