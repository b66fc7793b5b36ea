package evox.foreign;

/** What is used of cuBLAS, for one GPU: each call returns a status, of which 0 is success. */
interface CublasFunctions {

  /** What they are bound by, for a reader. */
  String binding();

  int create();

  int destroy();

  int multiply(MatrixProducts products);
}
