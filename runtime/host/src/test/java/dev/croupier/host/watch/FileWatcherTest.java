package dev.croupier.host.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Tells what it hears, and may do something as soon as a change begins. */
  private record Hearing(BlockingQueue<String> told, Runnable onChanging)
      implements FileWatcher.Listener {
    @Override
    public void changing(Set<Path> files) {
      told.add("changing");
      onChanging.run();
    }

    @Override
    public void disregard() {
      told.add("disregard");
    }

    @Override
    public void changed(Set<Path> files) {
      told.add("changed");
    }

    String next() throws InterruptedException {
      String word = told.poll(10, TimeUnit.SECONDS);
      assertThat(word).as("something within 10 s").isNotNull();
      return word;
    }
  }

  private static Hearing hearing(Runnable onChanging) {
    return new Hearing(new LinkedBlockingQueue<>(), onChanging);
  }

  @Test
  void change_isToldWhenItBegins_andOnceMoreWhenItHasSettled() throws Exception {
    Path file = file("a.js", "1");
    Hearing hearing = hearing(() -> {});
    try (FileWatcher own = new FileWatcher(hearing)) {
      own.watch(Set.of(file));
      Files.move(file("a.js.tmp", "2"), file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(hearing.next()).isEqualTo("changing");
      assertThat(hearing.next()).isEqualTo("changed");
    }
    assertThat(hearing.next()).as("when the watching ends").isEqualTo("disregard");
  }

  @Test
  void secondHalfOfASave_makesWhatWasReadBeforeVoid() throws Exception {
    Path file = file("a.js", "1");
    AtomicBoolean written = new AtomicBoolean();
    Hearing hearing =
        hearing(
            () -> {
              if (!written.getAndSet(true)) {
                write(file, "second half");
              }
            });
    try (FileWatcher own = new FileWatcher(hearing)) {
      own.watch(Set.of(file));
      Files.move(file("a.js.tmp", "first half"), file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(hearing.next()).isEqualTo("changing");
      assertThat(hearing.next()).isEqualTo("disregard");
      String last = hearing.next();
      while (last.equals("disregard")) {
        last = hearing.next();
      }
      assertThat(last).isEqualTo("changed");
      assertThat(file).hasContent("second half");
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingChanges_isToldAsQuiet() throws Exception {
    CountDownLatch quiet = new CountDownLatch(1);
    FileWatcher.Listener listener =
        new FileWatcher.Listener() {
          @Override
          public void changed(Set<Path> files) {}

          @Override
          public void quiet() {
            quiet.countDown();
          }
        };
    try (FileWatcher own = new FileWatcher(listener)) {
      assertThat(quiet.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void archive_isNotReadBeforeItHasSettled() throws Exception {
    Path archive = file("a.jar", "1");
    Hearing hearing = hearing(() -> {});
    try (FileWatcher own = new FileWatcher(hearing)) {
      own.watch(Set.of(archive));
      file("a.jar", "22");
      assertThat(hearing.next()).isEqualTo("changed");
    }
  }
}
