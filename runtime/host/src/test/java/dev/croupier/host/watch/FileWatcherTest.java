package dev.croupier.host.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as editors and builds write them, in real folders. */
class FileWatcherTest {

  @TempDir Path folder;

  private final BlockingQueue<Set<Path>> heard = new LinkedBlockingQueue<>();
  private FileWatcher watcher;

  @BeforeEach
  void start() {
    watcher = new FileWatcher(heard::add);
  }

  @AfterEach
  void stop() {
    watcher.close();
  }

  private Set<Path> next() throws InterruptedException {
    Set<Path> changed = heard.poll(10, TimeUnit.SECONDS);
    assertThat(changed).as("a change within 10 s").isNotNull();
    return changed;
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  @Test
  void fileWrittenInPlace_isHeardOf() throws Exception {
    Path file = file("a.js", "1");
    Path other = file("b.js", "1");
    watcher.watch(Set.of(file, other));
    file("a.js", "22");
    assertThat(next()).containsExactly(file);
  }

  @Test
  void fileMovedOverTheOldOne_isHeardOfByItsName() throws Exception {
    Path file = file("a.js", "1");
    watcher.watch(Set.of(file));
    Files.move(file("a.js.tmp", "2"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(next()).containsExactly(file);
  }

  @Test
  void severalWritesAtOnce_areOneChange() throws Exception {
    Path archive = file("a.jar", "1");
    watcher.watch(Set.of(archive));
    for (int i = 0; i < 5; i++) {
      file("a.jar", "x".repeat(i + 2));
    }
    assertThat(next()).containsExactly(archive);
    // Something that is sure to come later, and nothing in between.
    Path second = file("second.js", "1");
    watcher.watch(Set.of(archive, second));
    file("second.js", "22");
    assertThat(next()).containsExactly(second);
  }

  @Test
  void otherFilesOfTheFolder_areNotHeardOf() throws Exception {
    Path file = file("a.js", "1");
    watcher.watch(Set.of(file));
    file("unrelated.js", "1");
    file("a.js", "22");
    assertThat(next()).containsExactly(file);
    assertThat(heard).isEmpty();
  }

  @Test
  void fileThatDidNotExist_norItsFolder_isHeardOfWhenItAppears() throws Exception {
    Path missing = folder.resolve("lib/deep/new.js");
    watcher.watch(Set.of(missing));
    file("lib/deep/new.js", "1");
    assertThat(next()).containsExactly(missing);
    file("lib/deep/new.js", "22");
    assertThat(next()).containsExactly(missing);
  }

  @Test
  void folderThatIsBuiltAnew_isWatchedAgain() throws Exception {
    Path jar = file("target/a.jar", "1");
    watcher.watch(Set.of(jar));
    Files.delete(jar);
    Files.delete(folder.resolve("target"));
    file("target/a.jar", "22");
    assertThat(next()).containsExactly(jar);
    assertThat(jar).hasContent("22");
  }

  @Test
  void deletedFile_isHeardOf() throws Exception {
    Path file = file("a.js", "1");
    watcher.watch(Set.of(file));
    Files.delete(file);
    assertThat(next()).containsExactly(file);
  }

  @Test
  void folder_isHeardOfWhenArchivesComeAndGo_notForAnythingElse() throws Exception {
    Path target = folder.resolve("target");
    Path old = file("target/game-1.0.jar", "1");
    watcher.watch(Set.of(target, old));
    file("target/notes.txt", "1");
    Files.createDirectories(target.resolve("classes"));

    Files.move(old, target.resolve("game-1.1.jar"));
    assertThat(next()).containsExactlyInAnyOrder(target, old);
  }

  @Test
  void folder_thatIsDeletedAndMadeAnew_isHeardOfWhenItsArchiveIsBack() throws Exception {
    Path target = folder.resolve("target");
    Path archive = file("target/game-1.0.jar", "1");
    watcher.watch(Set.of(target));
    Files.delete(archive);
    Files.delete(target);
    Files.createDirectories(target.resolve("classes"));
    file("target/game-2.0.jar", "2");
    assertThat(next()).containsExactly(target);
  }
}
