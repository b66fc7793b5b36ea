package evox.foreign;

/**
 * Products of matrices in a GPU's memory, by a library that the GPU's maker has tuned. The library sums in an order of its
 * own: the bits are the same for one version and one kind of GPU, and for no others. What is begun follows all that was
 * begun on the GPU before. Safe from any thread.
 */
public interface DenseAlgebra extends AutoCloseable {

  /** The library with its version, in words for a reader. */
  String name();

  /** Whose memory the matrices lie in. */
  Gpu gpu();

  /**
   * Begins products.
   *
   * @throws GpuFailed if the library says so
   */
  void multiply(MatrixProducts products);

  /** Gives back what the library holds of the GPU. */
  @Override
  void close();
}
