package evox.message;

import evox.transport.Token;
import java.io.FileInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listens while it may not open another file, until it is told to close some. */
final class CrowdedProgram {

  private CrowdedProgram() {}

  public static void main(String[] arguments) throws IOException {
    Messenger messenger = Messenger.open(MessengerSettings.named("crowded").trusting(Token.of("secret"))
        .listening("127.0.0.1", 0).waiting(Duration.ofSeconds(60), Duration.ofSeconds(60)).saying(System.out::println));
    List<FileInputStream> files = new ArrayList<>();
    try {
      while (true) files.add(new FileInputStream("/dev/null"));
    } catch (IOException e) {
      System.out.println(messenger.self().port());
    }
    System.in.read();
    for (FileInputStream file : files) file.close();
    messenger.await(1);
    System.out.println(messenger.peers().get(0).name() + " has come");
    messenger.close();
  }
}
