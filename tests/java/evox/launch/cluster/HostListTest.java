package evox.launch.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host lists are what Slurm's scontrol makes of them, both ways. */
class HostListTest {

  private static final Path VECTORS = Path.of("tests/resources/evox/launch/cluster");

  static List<String[]> expanded() throws IOException {
    return rows("expanded.tsv");
  }

  static List<String[]> compressed() throws IOException {
    return rows("compressed.tsv");
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(VECTORS.resolve(file)).stream().filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t")).toList();
  }

  @ParameterizedTest
  @MethodSource("expanded")
  void aListStandsForTheNamesThatScontrolTells(String list, String names) {
    if (names.equals("INVALID")) {
      assertThatThrownBy(() -> HostList.parse(list)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(", got hosts=" + list);
    } else {
      assertThat(HostList.parse(list).hosts()).containsExactly(names.split(" "));
    }
  }

  @ParameterizedTest
  @MethodSource("compressed")
  void namesAreWrittenAsScontrolWritesThem(String names, String list) {
    assertThat(HostList.parse(names)).hasToString(list);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "n[1-2        | host list: brackets must come in pairs, got hosts=n[1-2",
      "n1]          | host list: brackets must come in pairs, got hosts=n1]",
      "n[1-2]a      | host list: nothing may follow the last bracket, got hosts=n[1-2]a",
      "n[2-1]       | host list: a range must begin with its lower number, got hosts=n[2-1]",
      "n[a]         | host list: brackets must hold ranges such as 01-16,20, got hosts=n[a]",
      "n[0-65536]   | host list: a word must stand for at most 65536 hosts, got hosts=n[0-65536]",
      "n[0-999][0-999][0-9] | host list: a word must stand for at most 65536 hosts, got hosts=n[0-999][0-999][0-9]",
      "n[1234567890123456789] | host list: brackets must hold ranges such as 01-16,20, got hosts=n[1234567890123456789]"})
  void whatIsNoListIsRefusedWithTheReason(String list, String answer) {
    assertThatThrownBy(() -> HostList.parse(list)).isInstanceOf(IllegalArgumentException.class).hasMessage(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a,b", "n[1]", "a\nb"})
  void aHostsNameHoldsNothingThatAListIsMadeOf(String host) {
    assertThatThrownBy(() -> new HostList(List.of(host))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got host=" + host);
  }

  @Test
  void aListOfNothingIsEmpty() {
    assertThat(HostList.parse("").hosts()).isEmpty();
    assertThat(HostList.parse(" ,\t,\n").hosts()).isEmpty();
    assertThat(HostList.parse("")).hasToString("");
  }

  @Test
  void excludedHostsAreTakenOutWhereverTheyAre() {
    assertThat(HostList.parse("n[1-3],m,n2").without(HostList.parse("n[2,9]"))).hasToString("n[1,3],m");
  }

  @Test
  void generatedListsAreWhatALiveScontrolMakesOfThem(@TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(installed("scontrol"), "scontrol is not installed; it comes with the package slurm-client");
    Files.writeString(folder.resolve("slurm.conf"),
        "ClusterName=test\nSlurmctldHost=localhost\nNodeName=n1\nPartitionName=all Nodes=ALL\n");
    long seed = 20261120;
    Random random = new Random(seed);
    List<String> lists = new ArrayList<>();
    for (int i = 0; i < 200; i++) lists.add(list(random));
    List<String> hostnames = scontrol(folder, "hostnames", lists);
    List<String> hostlists = scontrol(folder, "hostlist", hostnames);
    for (int i = 0; i < lists.size(); i++) {
      HostList hosts = HostList.parse(lists.get(i));
      assertThat(String.join(",", hosts.hosts())).as("%s, seed %s", lists.get(i), seed).isEqualTo(hostnames.get(i));
      assertThat(hosts).as("%s, seed %s", lists.get(i), seed).hasToString(hostlists.get(i));
    }
  }

  private static boolean installed(String program) {
    return List.of(System.getenv("PATH").split(":")).stream().anyMatch(p -> Files.isExecutable(Path.of(p, program)));
  }

  /** Words of few letters and few numbers, so that ranges meet, overlap and change their width. */
  private static String list(Random random) {
    StringBuilder list = new StringBuilder();
    for (int word = 0; word <= random.nextInt(4); word++) {
      if (word > 0) list.append(',');
      list.append(random.nextBoolean() ? "a" : "b-");
      for (int part = random.nextInt(3); part > 0; part--) {
        if (random.nextInt(3) == 0) list.append(number(random)).append('x');
        list.append('[').append(ranges(random)).append(']');
      }
      if (list.charAt(list.length() - 1) != ']') list.append(number(random));
    }
    return list.toString();
  }

  private static String ranges(Random random) {
    StringBuilder ranges = new StringBuilder();
    for (int range = 0; range <= random.nextInt(3); range++) {
      int low = random.nextInt(3) == 0 ? 97 + random.nextInt(5) : random.nextInt(12);
      String zeros = "0".repeat(random.nextInt(3) / 2 * random.nextInt(3));
      ranges.append(range > 0 ? "," : "").append(zeros).append(low);
      if (random.nextBoolean()) ranges.append('-').append(low + random.nextInt(5));
    }
    return ranges.toString();
  }

  private static String number(Random random) {
    return "0".repeat(random.nextInt(2)) + random.nextInt(12);
  }

  /** What scontrol shows of each, its lines with commas between them, by one shell for all. */
  private static List<String> scontrol(Path folder, String what, List<String> each) throws Exception {
    Path in = Files.write(folder.resolve("in"), each);
    Path out = folder.resolve("out");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c",
        "while read -r list; do scontrol show " + what + " \"$list\" | paste -s -d ,; done")
        .redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("SLURM_CONF", folder.resolve("slurm.conf").toString());
    Process process = builder.start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSameSizeAs(each);
    return lines;
  }
}
