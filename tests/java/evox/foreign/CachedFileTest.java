package evox.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where libraries lie that are loaded from files. */
class CachedFileTest {

  private static final String NAME = "evox-spmd-" + System.getProperty("user.name");

  @TempDir
  private Path temporary;

  @Test
  void amongTheTemporaryFilesOfAllAUserHasAFolderThatNobodyElseWritesTo() throws IOException {
    Path folder = CachedFile.ownFolder(temporary);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    assertThat(CachedFile.ownFolder(temporary)).isEqualTo(folder);
    assertThat(temporary).isDirectoryContaining(file -> file.equals(folder)).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwx-w----", "rwxr-xr-x"})
  void aFolderThatOthersCouldHaveFilledIsRefused(String mode) throws IOException {
    Path planted = Files.createDirectory(temporary.resolve(NAME));
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString(mode));
    assertThatThrownBy(() -> CachedFile.ownFolder(temporary)).isInstanceOf(IOException.class)
        .hasMessage("the folder for libraries must be this user's alone, got path=" + planted + ", owner="
            + Files.getOwner(planted).getName() + ", mode=" + mode);
  }

  @Test
  void aLinkToAFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(temporary.resolve(NAME), elsewhere);
    assertThatThrownBy(() -> CachedFile.ownFolder(temporary)).isInstanceOf(IOException.class)
        .hasMessageContaining("must be this user's alone");
  }
}
