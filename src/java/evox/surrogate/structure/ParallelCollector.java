package evox.surrogate.structure;

import evox.pool.Pool;
import evox.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects candidates from several generators, on all workers of a pool at once. Which candidate a generator makes
 * depends on its place alone.
 *
 * @param shares in the order in which candidates are numbered
 */
public record ParallelCollector(List<Share> shares) {

  /** So many candidates of a generator. */
  public record Share(Generator generator, int candidates) {

    public Share {
      if (candidates < 0) {
        throw new IllegalArgumentException("number of candidates must be 0 or more, got candidates=" + candidates);
      }
    }
  }

  /** The candidate of a place, and who makes it. */
  private record Place(Generator generator, long index) {}

  public ParallelCollector {
    shares = List.copyOf(shares);
  }

  public ParallelCollector(Share... shares) {
    this(List.of(shares));
  }

  /**
   * Collects the candidates, in order.
   *
   * @param sample structures that generators may start from
   * @param key candidate i draws from {@code key.at(key.generation(), i)}
   */
  public List<double[]> collect(Pool pool, List<double[]> sample, RandomKey key) {
    List<Place> places = new ArrayList<>();
    for (Share share : shares) {
      for (int k = 0; k < share.candidates; k++) places.add(new Place(share.generator, places.size()));
    }
    return pool.map((Place place) -> place.generator.candidate(sample, key.at(key.generation(), place.index)), places);
  }
}
