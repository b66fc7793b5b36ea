package evox.core;

import evox.world.World;

/**
 * What a run is made of, as monitors see it.
 *
 * @param seed the key's seed
 * @param generations how many there will be at most; {@link Long#MAX_VALUE} where no number was set
 */
public record Run(Algorithm<?> algorithm, Problem problem, long seed, long generations, World world) {}
