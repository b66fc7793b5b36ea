package evox.world;

import evox.foreign.GpuFailed;

/** What a GPU must do that is used without being asked for by name, and who hears of it if it doesn't. */
public interface GpuPreference {

  /**
   * Called once the GPU is open.
   *
   * @param device that has it
   * @throws GpuFailed if it isn't to be used, and why
   */
  void prove(Device device);

  /** Hears why the GPU isn't used; the cores do all. */
  void refused(GpuFailed failure);
}
