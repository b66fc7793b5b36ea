package evox.transport;

/**
 * What the processes of a world know one another by.
 *
 * @param token what all of them have
 * @param tls what hides their words from others; null where they are open
 */
public record Trust(Token token, Tls tls) {}
