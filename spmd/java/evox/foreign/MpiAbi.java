package evox.foreign;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * What differs between the binary interfaces of MPI: the values of its constants. A handle is an address, a 32-bit
 * number or a 64-bit one; as an argument each of them is 64 bits.
 *
 * @param world MPI_COMM_WORLD
 * @param bytes MPI_BYTE
 * @param errorsReturn MPI_ERRORS_RETURN
 * @param serialized MPI_THREAD_SERIALIZED
 * @param noStatus MPI_STATUS_IGNORE
 */
record MpiAbi(long world, long bytes, long errorsReturn, int serialized, long noStatus) {

  private static final String OPEN_MPI_WORLD = "ompi_mpi_comm_world";

  static MpiAbi of(NativeLibrary library) {
    // By its name first: the standard interface of Open MPI 6 reaches the symbols of the other one too.
    if (library.getFile().getName().contains("mpi_abi")) return new MpiAbi(0x101, 0x247, 0x143, 2048, 0);
    try {
      long world = address(library, OPEN_MPI_WORLD);
      return new MpiAbi(world, address(library, "ompi_mpi_byte"), address(library, "ompi_mpi_errors_return"), 2, 0);
    } catch (UnsatisfiedLinkError noOpenMpi) {
      return new MpiAbi(0x44000000, 0x4c00010d, 0x54000001, 2, 1);
    }
  }

  private static long address(NativeLibrary library, String symbol) {
    return Pointer.nativeValue(library.getGlobalVariableAddress(symbol));
  }
}
