package evox.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Bytes from somebody else make nothing but a {@link Malformed}. */
class HostileBytesTest {

  private static final int MUTANTS = 50_000;

  interface Call extends Serializable {
    Object apply(Object argument);
  }

  record Positive(int value) {
    Positive {
      if (value < 1) throw new IllegalArgumentException("value must be 1 or more, got value=" + value);
    }
  }

  /** Says so when it is initialised. */
  static final class Trap {
    static {
      System.setProperty("evox.trap", "sprung");
    }

    final int x = 1;
  }

  private final Codec codec = Codec.of(HostileBytesTest.class.getClassLoader());

  private void malformed(String message, Consumer<ByteArrayOutputStream> write) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    write.accept(bytes);
    assertThatThrownBy(() -> codec.decode(bytes.toByteArray())).isInstanceOf(Malformed.class).hasMessage(message);
  }

  private static void name(ByteArrayOutputStream bytes, Tag tag, String type) {
    bytes.write(tag.ordinal());
    bytes.write(0);
    bytes.write(Tag.LATIN.ordinal());
    bytes.write(type.length());
    bytes.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void onlyRecordsAndEnumsOfTheProgramAreEverInitialised() {
    for (Tag tag : List.of(Tag.RECORD, Tag.ENUM)) {
      String trap = Trap.class.getName();
      malformed("a class must be " + (tag == Tag.ENUM ? "an enum" : "a record") + ", got class=" + trap,
          bytes -> name(bytes, tag, trap));
      for (String other : List.of("java.lang.Runtime", "java.util.concurrent.TimeUnit", "no.such.Type", "[I", "int", "",
          "com.sun.tools.javac.Main", "jdk.internal.misc.Unsafe")) {
        malformed("a class must be of the same program on both sides, got class=" + other, bytes -> name(bytes, tag, other));
      }
    }
    assertThat(System.getProperty("evox.trap")).isNull();
  }

  @Test
  void aRecordIsMadeByItsConstructorAndHeldToIt() {
    malformed("a record must accept its components, got java.lang.IllegalArgumentException: value must be 1 or more, got "
        + "value=0 from class=" + Positive.class.getName(), bytes -> {
          name(bytes, Tag.RECORD, Positive.class.getName());
          bytes.write(Tag.INT.ordinal());
          bytes.write(0);
        });
  }

  @Test
  void lengthsAreBelievedOnlyAsFarAsThereAreBytes() {
    for (Tag tag : List.of(Tag.BYTES, Tag.DOUBLES, Tag.LIST, Tag.MAP, Tag.LATIN, Tag.SEGMENT)) {
      malformed("a length must be within the message, 1 bytes are left, got 4294967295 elements", bytes -> {
        bytes.write(tag.ordinal());
        bytes.writeBytes(new byte[] {-1, -1, -1, -1, 15, 0});
      });
    }
    malformed("a length must be within the message, 0 bytes are left, got 1", bytes -> {});
    malformed("a tag must be in [0, " + Tag.values().length + "), got tag=255", bytes -> bytes.write(255));
    malformed("a message must end with its value, got 1 bytes more", bytes -> bytes.writeBytes(new byte[2]));
    malformed("values must be nested at most 200 deep, got more", bytes -> {
      for (int i = 0; i < 1000; i++) bytes.writeBytes(new byte[] {(byte) Tag.LIST.ordinal(), 1});
    });
  }

  @Test
  void aFunctionMustBeWrittenInTheProgram() {
    Call call = x -> x + "!";
    FunctionName name = new Functions(new Types(getClass().getClassLoader())).name(call);
    FunctionName other = new FunctionName(name.place(), name.digest(), name.interfaceClass(), name.interfaceMethod(),
        name.interfaceSignature(), name.kind(), "java/lang/Runtime", "exit", name.signature(), name.instantiated(),
        name.captured());
    assertThatThrownBy(() -> codec.decode(function(other))).isInstanceOf(Malformed.class)
        .hasMessage("a function must be in the program on both sides, got function=java.lang.Runtime.exit");
    FunctionName changed = new FunctionName(name.place(), name.digest() + 1, name.interfaceClass(),
        name.interfaceMethod(), name.interfaceSignature(), name.kind(), name.methodClass(), name.method(),
        name.signature(), name.instantiated(), name.captured());
    assertThatThrownBy(() -> codec.decode(function(changed))).isInstanceOf(Malformed.class).hasMessage(
        "both sides must run the same program, got another " + name.place() + " for function=" + name);
  }

  private byte[] function(FunctionName name) {
    byte[] record = codec.encode(name);
    byte[] function = new byte[record.length + 1];
    function[0] = (byte) Tag.FUNCTION.ordinal();
    System.arraycopy(record, 0, function, 1, record.length);
    return function;
  }

  @Test
  void mutatedBytesAreAnotherValueOrMalformed() {
    Call call = x -> x + "!";
    byte[] whole = codec.encode(List.of(new Positive(3), Map.of("a", new double[] {1, 2}), new String[][] {{"b"}}, call,
        Tag.LIST, 'c', 7L, "日本"));
    Random random = new Random(1);
    int refused = 0;
    for (int m = 0; m < MUTANTS; m++) {
      byte[] mutant = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      if (random.nextInt(8) == 0) mutant = java.util.Arrays.copyOf(mutant, random.nextInt(mutant.length));
      try {
        codec.decode(mutant);
      } catch (Malformed e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTANTS / 10, MUTANTS);
  }
}
