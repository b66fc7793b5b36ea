package evox.world;

import evox.transport.Connection;
import java.util.List;

/**
 * All processes of a world, found.
 *
 * @param view of them
 * @param controls connections that stay open for word of who lives: at the coordinator one for each id and null at its
 *     own, elsewhere the one to the coordinator
 * @param door what keeps late arrivals out; to be closed with the world
 */
record Gathering(View view, List<Connection> controls, AutoCloseable door) {}
