package evox.world;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A machine's place on a network.
 *
 * @param address of one of its interfaces
 * @param prefix bits that all addresses of the network have alike
 */
record Network(InetAddress address, int prefix) {

  /** Those that other machines may be on too. */
  static List<Network> ofThisMachine() throws IOException {
    List<Network> all = new ArrayList<>();
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      if (!card.isUp() || card.isLoopback()) continue;
      for (var place : card.getInterfaceAddresses()) {
        InetAddress address = place.getAddress();
        if (!address.isLinkLocalAddress()) all.add(new Network(address, place.getNetworkPrefixLength()));
      }
    }
    return all.isEmpty() ? List.of(new Network(InetAddress.getLoopbackAddress(), Byte.SIZE)) : all;
  }

  /** The address of an interface of this machine: {@code eth0}, or {@code 10.0.0.5} itself. */
  static String address(String name) {
    try {
      NetworkInterface card = NetworkInterface.getByName(name);
      if (card != null) {
        return card.inetAddresses().min(Comparator.comparing(address -> address instanceof Inet6Address))
            .orElseThrow(() -> new IllegalArgumentException("interface must have an address, got --interface=" + name))
            .getHostAddress();
      }
      InetAddress address = InetAddress.getByName(name);
      if (NetworkInterface.getByInetAddress(address) != null) return address.getHostAddress();
    } catch (IOException e) {
      // Said below, in the same words.
    }
    throw new IllegalArgumentException("interface must be one of this machine or its address, "
        + names() + ", got --interface=" + name);
  }

  private static String names() {
    try {
      return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).sorted()
          .collect(Collectors.joining(", "));
    } catch (IOException e) {
      return "which tells none";
    }
  }

  /**
   * The one of ours that most others are on.
   *
   * @param ours of one machine
   * @param others of other machines, a list for each
   */
  static Network shared(List<Network> ours, List<List<Network>> others) {
    return ours.stream().max(Comparator.comparingLong(own -> others.stream().filter(own::reaches).count()))
        .orElseThrow();
  }

  /** An address that both machines have, such as that of a bridge to their containers, leads from neither to the other. */
  private boolean reaches(List<Network> machine) {
    return machine.stream().anyMatch(other -> contains(other.address))
        && machine.stream().noneMatch(other -> other.address.equals(address));
  }

  private boolean contains(InetAddress other) {
    byte[] a = address.getAddress();
    byte[] b = other.getAddress();
    if (a.length != b.length) return false;
    for (int bit = 0; bit < prefix; bit++) {
      if (((a[bit / 8] ^ b[bit / 8]) & 0x80 >> bit % 8) != 0) return false;
    }
    return true;
  }

  /** The one that {@link #toString} wrote. */
  static Network parse(String text) {
    String[] parts = text.split("/");
    return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public String toString() {
    return address.getHostAddress().split("%")[0] + "/" + prefix;
  }
}
