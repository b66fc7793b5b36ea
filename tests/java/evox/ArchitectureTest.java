package evox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order of the rooms and the rules of STYLE that a machine can check. */
class ArchitectureTest {

  /** Lowest first: a package may use those before it and none after it. */
  private static final List<String> ORDER = List.of("foreign", "memory", "codec", "collective", "transport", "world",
      "message", "event", "store", "pool", "array", "pareto", "random", "kernel", "core", "problem", "algorithm",
      "surrogate", "indicator", "report", "monitor", "workflow", "launch");

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("evox");

  /** The launcher's own, in the same way; the commands are in evox.launch itself. */
  private static final List<String> LAUNCHER = List.of("launch.word..", "launch.cluster..", "launch.job..",
      "launch.host..", "launch.slurm..", "launch.kubernetes..", "launch");

  @Test
  void noPackageUsesOneThatComesAfterIt() {
    requireOrder(ORDER.stream().map(room -> room + "..").toList());
    requireOrder(LAUNCHER);
  }

  private static void requireOrder(List<String> packages) {
    for (int low = 0; low < packages.size(); low++) {
      for (int high = low + 1; high < packages.size(); high++) {
        noClasses().that().resideInAPackage("evox." + packages.get(low))
            .should().dependOnClassesThat().resideInAPackage("evox." + packages.get(high))
            .allowEmptyShould(true).check(CLASSES);
      }
    }
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> rooms = CLASSES.stream().map(c -> c.getPackageName().split("\\.")).filter(p -> p.length > 1)
        .map(p -> p[1]).collect(Collectors.toSet());
    assertThat(ORDER).containsAll(rooms);
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> packages = CLASSES.stream().map(JavaClass::getPackageName).filter(p -> !p.isEmpty())
        .collect(Collectors.toSet());
    Set<String> described = CLASSES.stream().filter(c -> c.getSimpleName().equals("package-info"))
        .map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(described).containsAll(packages);
  }

  @Test
  void jnaStaysInItsRoom() {
    noClasses().that().resideOutsideOfPackage("evox.foreign..")
        .should().dependOnClassesThat().resideInAPackage("com.sun.jna..").check(CLASSES);
  }

  @Test
  void jcudaStaysInTheSameRoom() {
    noClasses().that().resideOutsideOfPackage("evox.foreign..")
        .should().dependOnClassesThat().resideInAPackage("jcuda..").check(CLASSES);
  }

  @Test
  void jedisStaysWithTheMessages() {
    noClasses().that().resideOutsideOfPackage("evox.message..")
        .should().dependOnClassesThat().resideInAPackage("redis.clients..").check(CLASSES);
  }

  @Test
  void picocliAndJacksonStayInTheLauncher() {
    noClasses().that().resideOutsideOfPackage("evox.launch..")
        .should().dependOnClassesThat().resideInAnyPackage("picocli..", "com.fasterxml..").check(CLASSES);
  }

  @Test
  void nothingThatReachesAResultCallsTheMathLibrary() {
    for (String name : List.of("sin", "cos", "tan", "exp", "log", "log10", "pow", "tanh", "cbrt", "hypot", "expm1",
        "log1p", "atan", "atan2", "asin", "acos", "sinh", "cosh")) {
      for (Class<?> math : List.of(Math.class, StrictMath.class)) {
        noClasses().that().resideInAPackage("evox..").should().callMethodWhere(
            DescribedPredicate.describe(math.getSimpleName() + "." + name,
                call -> call.getTargetOwner().isEquivalentTo(math) && call.getName().equals(name))).check(CLASSES);
      }
    }
  }

  @Test
  void noPublicTypeSharesItsNameWithOneOfJavaBase() {
    Set<String> javaBase = ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor().exports().stream()
        .filter(e -> !e.isQualified()).map(e -> e.source()).collect(Collectors.toSet());
    Set<String> taken = namesIn(javaBase);
    Set<String> ours = CLASSES.stream().filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(JavaClass::isTopLevelClass).map(JavaClass::getSimpleName).collect(Collectors.toSet());
    assertThat(taken).contains("String", "Process", "List");
    assertThat(ours).isNotEmpty().doesNotContainAnyElementsOf(taken);
  }

  @Test
  void noTypeIsCalledByAnEmptyWord() {
    classes().that().resideInAPackage("evox..").should()
        .haveNameNotMatching(".*(Impl|Manager|Utils?|Helper|Base|Abstract[A-Z].*)$").check(CLASSES);
  }

  private static Set<String> namesIn(Set<String> packages) {
    try (var reader = ModuleFinder.ofSystem().find("java.base").orElseThrow().open()) {
      return reader.list().filter(n -> n.endsWith(".class") && !n.contains("$") && n.contains("/"))
          .filter(n -> packages.contains(n.substring(0, n.lastIndexOf('/')).replace('/', '.')))
          .map(n -> n.substring(n.lastIndexOf('/') + 1, n.length() - ".class".length()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
