package evox.message;

import evox.transport.Token;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How what is published through a Redis server looks, and where. Each publication begins with a proof that its sender has
 * the token: whoever else may use the server can neither speak nor change a word. A kind (1 byte) and what is said follow.
 */
final class Publications {

  /** Who the sender is. */
  static final byte HELLO = 0;

  /** Records, one after the other. */
  static final byte RECORDS = 1;

  /** Why a process is not wanted. */
  static final byte REFUSAL = 2;

  private static final int PROOF_BYTES = 32;

  private final Token token;
  private final String everybody;

  Publications(Token token) {
    this.token = token;
    // Runs with other tokens never meet.
    this.everybody = "evox:" + HexFormat.of().formatHex(token.seal("group", new byte[0]), 0, 8);
  }

  /** The channel that all with the token hear. */
  String everybody() {
    return everybody;
  }

  /** The channel that one process hears. */
  String channel(long incarnation) {
    return everybody + ":" + HexFormat.of().toHexDigits(incarnation);
  }

  byte[] seal(String channel, byte kind, byte[] body) {
    byte[] whole = new byte[1 + body.length];
    whole[0] = kind;
    System.arraycopy(body, 0, whole, 1, body.length);
    byte[] message = Arrays.copyOf(token.seal(channel, whole), PROOF_BYTES + whole.length);
    System.arraycopy(whole, 0, message, PROOF_BYTES, whole.length);
    return message;
  }

  /** The kind and what is said; null if the sender does not have the token. */
  ByteBuffer open(byte[] channel, byte[] message) {
    if (message.length <= PROOF_BYTES) return null;
    byte[] whole = Arrays.copyOfRange(message, PROOF_BYTES, message.length);
    byte[] proof = token.seal(new String(channel, StandardCharsets.UTF_8), whole);
    return Token.isSame(proof, Arrays.copyOf(message, PROOF_BYTES)) ? ByteBuffer.wrap(whole) : null;
  }
}
