package evox.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import evox.problem.program.ExternalProgram;
import evox.problem.program.KeptProgram;
import evox.problem.program.ProgramFailed;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** launch/examples/Lammps.java, with the real LAMMPS on two ranks. */
class LammpsTest {

  /** Two programs add 78 pairs up in different orders. */
  private static final double TOLERANCE = 1e-12;

  @TempDir
  private Path folder;

  @Test
  void lammpsHasTheEnergyOfTheIcosahedronRunOnceAndKeptAlive() throws Exception {
    assumeTool("lmp", "lammps");
    assumeTool("mpirun", "openmpi-bin");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-Djava.io.tmpdir=" + folder, "-jar", "target/evox-spmd.jar", "run", "launch/examples/Lammps.java", "20")
        .redirectOutput(out.toFile()).redirectError(err.toFile());
    // As a rank of an mpirun of ours would see it: a second mpirun that believed this could not start anything.
    builder.environment().putAll(Map.of("OMPI_MCA_ess", "env", "OMPI_MCA_orte_ess_jobid", "1", "OMPI_MCA_orte_ess_vpid", "1",
        "OMPI_COMM_WORLD_SIZE", "2", "OMPI_COMM_WORLD_RANK", "1", "PMIX_RANK", "1", "PMIX_NAMESPACE", "1",
        "PMIX_SERVER_URI2", "1.0;tcp4://127.0.0.1:9"));
    int code = builder.start().waitFor();
    String said = Files.readString(out);
    assertThat(code).as(said + Files.readString(err)).isZero();
    double own = number("own sum +(\\S+)", said);
    assertThat(own).isCloseTo(-44.326801420, within(1e-9));
    assertThat(number("LAMMPS, run once +(\\S+)", said)).isCloseTo(own, within(TOLERANCE * 44));
    assertThat(number("LAMMPS, asked +(\\S+)", said)).isCloseTo(own, within(TOLERANCE * 44));
    assertThat(number("largest relative difference (\\S+)", said)).isLessThan(TOLERANCE);
    assertThat(said).contains("an atom that left the box: NaN");
    assertThat(number("and asked again +(\\S+)", said)).isCloseTo(own, within(TOLERANCE * 44));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString())).filteredOn(name -> name.startsWith("evox-program"))
          .isEmpty();
    }
  }

  @Test
  void aKilledRankIsTheProgramsFailureAndTheNextQuestionStartsItAgain() throws Exception {
    assumeTool("lmp", "lammps");
    assumeTool("mpirun", "openmpi-bin");
    ExternalProgram program = new ExternalProgram(List.of("mpirun", "--allow-run-as-root", "--oversubscribe", "--mca", "plm",
        "isolated", "-n", "2", "lmp", "-log", "none", "-echo", "none", "-nocite"), 600);
    try (KeptProgram lammps = new KeptProgram(program, "units lj\n")) {
      assertThat(lammps.ask("print \"ANSWER 1\"\n", "ANSWER")).isEqualTo("1");
      assertThat(ranks()).hasSize(2);
      ranks().getLast().destroyForcibly();
      ProgramFailed failed = catchThrowableOfType(ProgramFailed.class,
          () -> lammps.ask("print \"ANSWER 2\"\n", "ANSWER 3"));
      assertThat(failed).hasMessageStartingWith("the program must answer, got it ended with status 137 from command=[mpirun");
      assertThat(ranks()).isEmpty();
      Matcher kept = Pattern.compile("its files are in ([^;]+);").matcher(failed.getMessage());
      assertThat(kept.find()).isTrue();
      Files.delete(Path.of(kept.group(1), "standard-error"));
      Files.delete(Path.of(kept.group(1)));
      assertThat(lammps.ask("print \"ANSWER 3\"\n", "ANSWER")).isEqualTo("3");
    }
  }

  private static List<ProcessHandle> ranks() {
    return ProcessHandle.current().descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/lmp")).toList();
  }

  private static double number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private static void assumeTool(String tool, String remedy) {
    assumeTrue(List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool))), "no " + tool + " here; apt-get install " + remedy);
  }
}
