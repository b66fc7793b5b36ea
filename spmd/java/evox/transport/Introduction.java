package evox.transport;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The first words of a new connection: both sides say what they speak, hide what follows if that is asked for, and prove
 * to one another that they have the token. Each proof covers the nonces of both sides and, with TLS, the certificate of
 * the listening side, so that nobody in between can pass it on as his own.
 *
 * @param trust what this side has
 * @param listening whether this is the side that was connected to
 */
record Introduction(SocketChannel channel, Trust trust, boolean listening) {

  /** What the listening side says first, and the other side answers: the protocol, and whether TLS comes next. */
  private static final int OPEN = 0x45564F32;
  private static final int SEALED = 0x45564F53;

  /**
   * The way for all that follows.
   *
   * @throws Untrusted if the other side is another world's
   * @throws IOException if it is something else altogether
   */
  Wire wire() throws IOException {
    Wire plain = new PlainWire(channel);
    agree(plain);
    if (trust.tls() == null) {
      prove(plain, new byte[0]);
      return plain;
    }
    try {
      SSLEngine engine = trust.tls().engine(listening);
      Wire sealed = TlsWire.shakeHands(channel, engine);
      prove(sealed, Tls.binding(engine));
      return sealed;
    } catch (SSLException e) {
      throw new Untrusted("both processes must believe one another's certificates, got " + e.getMessage() + " from "
          + channel.getRemoteAddress() + "; give all of them the same --tls");
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate must be readable, got " + e, e);
    }
  }

  private void agree(Wire plain) throws IOException {
    int ours = trust.tls() == null ? OPEN : SEALED;
    if (listening) plain.putAll(bytes(ours));
    int theirs = greeting(plain);
    if (theirs != OPEN && theirs != SEALED) {
      throw new IOException(listening ? "a process must say that it is one of evox-spmd, got something else from "
          + channel.getRemoteAddress() : "an evox-spmd process must listen at " + channel.getRemoteAddress()
          + ", got something else there");
    }
    if (!listening) plain.putAll(bytes(ours));
    if (theirs != ours) {
      throw new Untrusted("both processes must have the same --tls, got one with it and one without: "
          + (trust.tls() == null ? "with it is " : "without is ") + channel.getRemoteAddress());
    }
  }

  /** A server of another kind waits for the other side's words. */
  private int greeting(Wire plain) throws IOException {
    try {
      return ByteBuffer.wrap(plain.takeAll(Integer.BYTES)).getInt();
    } catch (SocketTimeoutException e) {
      if (listening) throw e;
      return 0;
    }
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private void prove(Wire wire, byte[] binding) throws IOException {
    Token token = trust.token();
    if (listening) {
      byte[] challenge = Token.nonce();
      wire.putAll(challenge);
      byte[] answer = wire.takeAll(Token.NONCE_BYTES);
      requireProof(wire, token.proof("joiner", challenge, answer, binding));
      wire.putAll(token.proof("host", challenge, answer, binding));
      return;
    }
    byte[] challenge = wire.takeAll(Token.NONCE_BYTES);
    byte[] answer = Token.nonce();
    wire.putAll(answer);
    wire.putAll(token.proof("joiner", challenge, answer, binding));
    try {
      requireProof(wire, token.proof("host", challenge, answer, binding));
    } catch (EOFException e) {
      throw differentTokens("a refusal");
    }
  }

  private void requireProof(Wire wire, byte[] expected) throws IOException {
    if (!MessageDigest.isEqual(wire.takeAll(expected.length), expected)) throw differentTokens("another one");
  }

  private Untrusted differentTokens(String got) throws IOException {
    return new Untrusted("both processes must have the same token" + (trust.tls() == null ? "" : " and nobody between them")
        + ", got " + got + " from " + channel.getRemoteAddress() + "; set " + Token.VARIABLE + " or "
        + Token.FILE_VARIABLE + " alike on both sides");
  }
}
