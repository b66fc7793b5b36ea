package evox.core;

/** Which fitness is better. */
public enum Direction {
  MINIMISE,
  MAXIMISE
}
