package evox.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** This process's keys for TLS, and whom it believes. */
public final class Tls {

  private static final char[] NO_PASSWORD = new char[0];

  private final SSLContext context;
  private final boolean mutual;

  private Tls(SSLContext context, boolean mutual) {
    this.context = context;
    this.mutual = mutual;
  }

  /** Keys of this process's own making. They prove nothing: the token has to vouch for them on each connection. */
  public static Tls ownKeys() {
    try {
      return of(SelfSigned.keyStore(NO_PASSWORD), NO_PASSWORD, new TrustManager[] {new Unasked()}, false);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java must have TLS with elliptic curves, got " + e, e);
    }
  }

  /**
   * The keys in a PKCS #12 file, and belief in those whose certificates it holds or whose signers' it does.
   *
   * @throws IllegalArgumentException if it can't be read
   */
  public static Tls of(Path file, char[] password) {
    try (var in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return of(store, password, trust.getTrustManagers(), true);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("--tls must be on, off or a PKCS #12 file with a key and certificates, got --tls="
          + file + ": " + e.getMessage() + "; EVOX_TLS_PASSWORD holds its password", e);
    }
  }

  private static Tls of(KeyStore store, char[] password, TrustManager[] trust, boolean mutual)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust, null);
    return new Tls(context, mutual);
  }

  /** One end of a new connection. */
  SSLEngine engine(boolean listening) {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(!listening);
    engine.setEnabledProtocols(new String[] {"TLSv1.3"});
    if (listening) engine.setNeedClientAuth(mutual);
    return engine;
  }

  /**
   * What tells this connection from any other: the digest of the listening side's certificate (tls-server-end-point of
   * RFC 5929). Somebody in the middle has to show one side another certificate than the other shows.
   */
  static byte[] binding(SSLEngine engine) throws GeneralSecurityException, SSLPeerUnverifiedException {
    Certificate[] shown = engine.getUseClientMode()
        ? engine.getSession().getPeerCertificates() : engine.getSession().getLocalCertificates();
    return MessageDigest.getInstance("SHA-256").digest(((X509Certificate) shown[0]).getEncoded());
  }
}
