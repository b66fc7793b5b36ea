package evox.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that all processes of a world share. It proves itself and never travels. */
public final class Token {

  /** The environment variable that holds it. */
  public static final String VARIABLE = "EVOX_TOKEN";

  /** The environment variable that names a file that holds it. */
  public static final String FILE_VARIABLE = "EVOX_TOKEN_FILE";

  static final int NONCE_BYTES = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] secret;

  private Token(byte[] secret) {
    this.secret = secret;
  }

  /** The token of this text. */
  public static Token of(String text) {
    return new Token(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The token that the environment gives; without one, the empty token, which anybody has.
   *
   * @throws IllegalArgumentException if the file it names can't be read
   */
  public static Token from(Map<String, String> environment) {
    String file = environment.get(FILE_VARIABLE);
    if (file == null) return of(environment.getOrDefault(VARIABLE, ""));
    try {
      return of(Files.readString(Path.of(file)).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("the token's file must be readable, got " + FILE_VARIABLE + "=" + file
          + ": " + e, e);
    }
  }

  /** Whether there is a secret at all. */
  public boolean isEmpty() {
    return secret.length == 0;
  }

  /** What only a holder of the token can say about a message, in one role. */
  public byte[] seal(String role, byte[] message) {
    return proof(role, message, new byte[0], new byte[0]);
  }

  /** Whether two seals are the same; how long that takes tells nothing. */
  public static boolean isSame(byte[] one, byte[] other) {
    return MessageDigest.isEqual(one, other);
  }

  static byte[] nonce() {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return nonce;
  }

  /**
   * What only a holder of the token can say about two nonces and a connection, in one role.
   *
   * @param binding what the connection can be told by from any other; empty where it is open
   */
  byte[] proof(String role, byte[] challenge, byte[] answer, byte[] binding) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // A key can't be empty; the role before it makes it one, and tells the two sides apart.
      byte[] name = role.getBytes(StandardCharsets.US_ASCII);
      byte[] key = Arrays.copyOf(name, name.length + secret.length);
      System.arraycopy(secret, 0, key, name.length, secret.length);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(challenge);
      mac.update(answer);
      return mac.doFinal(binding);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java must have HmacSHA256, got " + e, e);
    }
  }
}
