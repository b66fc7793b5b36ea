package evox.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

/**
 * A key pair and a certificate that a process makes for itself. Java reads certificates and can't write them, and a
 * library that can is more than twice as large as this toolkit; TLS asks for no more than the few fields here (RFC 5280,
 * version 1, in DER).
 */
final class SelfSigned {

  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  /** Object identifiers: ecdsa-with-SHA256 and the common name of a subject. */
  private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("06082a8648ce3d040302");
  private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

  private SelfSigned() {}

  /** A fresh key with its certificate, the only entry of a key store. */
  static KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    // It never leaves memory: PKCS #12 would guard it for a quarter of a second.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, password);
    store.setKeyEntry("evox", pair.getPrivate(), password, new Certificate[] {certificate(pair)});
    return store;
  }

  private static Certificate certificate(KeyPair pair) throws GeneralSecurityException {
    byte[] algorithm = der(SEQUENCE, ECDSA_SHA256);
    byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii("evox-spmd")))));
    // It lives as long as the process; what vouches for it is the token, not a date.
    byte[] validity = der(SEQUENCE, der(UTC_TIME, ascii("700101000000Z")), der(UTC_TIME, ascii("491231235959Z")));
    byte[] content = der(SEQUENCE, der(INTEGER, new byte[] {1}), algorithm, name, validity, name,
        pair.getPublic().getEncoded());
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(content);
    byte[] whole = der(SEQUENCE, content, algorithm, der(BIT_STRING, new byte[1], signature.sign()));
    return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A tag, the length of the parts, and the parts. */
  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) content.writeBytes(part);
    int length = content.size();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (length > 255) {
      whole.write(0x82);
      whole.write(length >> 8);
    } else if (length > 127) {
      whole.write(0x81);
    }
    whole.write(length);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
