package evox.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar as a module and as a program. */
class JarTest {

  /** Not for programs, as the launcher: how the toolkit reaches the system, and how processes reach one another. */
  private static final Set<String> INTERNAL =
      Set.of("evox.foreign", "evox.transport");

  @Test
  void everyPackageOfTheToolkitIsExported() throws IOException {
    Set<String> ours = publicTypes().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    ours.removeIf(name -> INTERNAL.contains(name) || name.startsWith("evox.launch"));
    assertThat(descriptor().exports().stream().map(ModuleDescriptor.Exports::source))
        .as("a package of the toolkit stands in launch/module/module-info.java, any other in INTERNAL")
        .containsExactlyInAnyOrderElementsOf(ours);
  }

  @Test
  void noTwoExportedTypesShareAName() throws IOException {
    Set<String> exported =
        descriptor().exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
    Map<String, Set<String>> shared = publicTypes();
    shared.values().forEach(packages -> packages.retainAll(exported));
    shared.values().removeIf(packages -> packages.size() < 2);
    assertThat(shared).isEmpty();
  }

  @Test
  void classesAreStoredAsTheyAre() throws IOException {
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      assertThat(jar.stream().filter(entry -> entry.getMethod() != ZipEntry.STORED)).isEmpty();
    }
  }

  @Test
  void nothingIsWarnedAbout() {
    JarProcess.Ended ended = JarProcess.here().run("info");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("\nkernels       ").contains("\nengine        ").contains("\nlarge pages   ");
  }

  /** mpirun of Open MPI 4 and 5 rewrites such arguments of a Java program. */
  @Test
  void noOptionIsSpeltWithTheLettersThatMpirunRewrites() {
    for (Command command : Main.commands()) {
      assertThat(command.name()).doesNotContain("cp");
      for (Option option : command.options()) {
        assertThat(option.name()).doesNotContain("cp");
        assertThat(String.valueOf(option.value()).toLowerCase(Locale.ROOT)).doesNotContain("cp");
      }
    }
  }

  private static ModuleDescriptor descriptor() {
    return ModuleFinder.of(JarProcess.JAR).find("evox.spmd").orElseThrow().descriptor();
  }

  /** The packages that have a public type of a simple name. */
  private static Map<String, Set<String>> publicTypes() throws IOException {
    Map<String, Set<String>> packages = new TreeMap<>();
    try (JarFile jar = new JarFile(JarProcess.JAR.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        if (!entry.getName().matches("evox/.*\\.class") || entry.getName().contains("$")) continue;
        try (InputStream file = jar.getInputStream(entry)) {
          ClassModel type = ClassFile.of().parse(file.readAllBytes());
          if (!type.flags().has(AccessFlag.PUBLIC)) continue;
          String name = type.thisClass().asInternalName().replace('/', '.');
          packages.computeIfAbsent(name.substring(name.lastIndexOf('.') + 1), _ -> new TreeSet<>())
              .add(name.substring(0, name.lastIndexOf('.')));
        }
      }
    }
    return packages;
  }
}
