package evox.world;

import evox.foreign.GpuFailed;

/** What a GPU must do that is used without being asked for by name, and who hears of it if a process is without. */
public interface GpuPreference {

  /**
   * Called once the GPU is open.
   *
   * @param device that has it
   * @param gpus how many share out what is computed, this one among them
   * @throws GpuFailed if it isn't to be used, and why
   */
  void prove(Device device, int gpus);

  /**
   * Hears why no GPU is used; the cores do all. Of one of several processes its world hears, which says it once for all.
   */
  void refused(GpuFailed failure);
}
