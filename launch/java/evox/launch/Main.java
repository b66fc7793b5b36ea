package evox.launch;

/** The commands of the jar. */
final class Main {

  private Main() {}

  static void main(String[] arguments) {
    System.out.println("evox-spmd on Java " + System.getProperty("java.version"));
  }
}
