package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and which Java it takes; with stand-ins for Maven and Java. */
class LauncherTest {
  private static final Instant EARLIER = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path home;

  private record Ended(int exitCode, String output) {}

  @BeforeEach
  void checkOut() throws Exception {
    Files.copy(Project.file("croupier"), home.resolve("croupier"));
    write("pom.xml", "<project/>");
    write("runtime/cli/src/main/java/Some.java", "class Some {}");
    write("runtime/cli/src/test/java/SomeTest.java", "class SomeTest {}");
    program(
        "bin/mvn",
        "mkdir -p runtime/cli/target/dist/lib\ntouch runtime/cli/target/dist/lib/croupier-cli.jar");
    jdk("jdk", "25.0.1");
  }

  @Test
  void start_nothingBuilt_builds_andThenNoMore() throws Exception {
    Ended first = start("jdk");
    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output()).contains("Building Croupier", "java says: ", "dev.croupier.cli");

    assertThat(start("jdk").output()).doesNotContain("Building Croupier").contains("java says: ");
  }

  @Test
  void start_afterAnEditOfMainCode_builds_butNotOfTests() throws Exception {
    start("jdk");
    age("runtime/cli/target/dist/lib/croupier-cli.jar", EARLIER.plusSeconds(10));
    age("pom.xml", EARLIER);
    age("runtime/cli/src/main/java/Some.java", EARLIER);

    age("runtime/cli/src/test/java/SomeTest.java", EARLIER.plusSeconds(20));
    assertThat(start("jdk").output()).doesNotContain("Building Croupier");

    age("runtime/cli/src/main/java/Some.java", EARLIER.plusSeconds(20));
    assertThat(start("jdk").output()).contains("Building Croupier");
  }

  @Test
  void start_buildFails_saysSo_andBuildsAgainNextTime() throws Exception {
    start("jdk");
    write("pom.xml", "<project></project>");
    age("pom.xml", Instant.now().plusSeconds(60));
    program("bin/mvn", "echo '[ERROR] Some.java:[1,1] broken'\nexit 1");

    Ended failed = start("jdk");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.output())
        .contains("[ERROR] Some.java:[1,1] broken", "croupier: the build failed")
        .doesNotContain("java says: ");

    age("pom.xml", EARLIER);
    assertThat(start("jdk").output()).contains("Building Croupier");
  }

  @Test
  void start_javaIsTooOld_isNotTaken() throws Exception {
    jdk("old", "17.0.2");

    assertThat(start("old").output()).contains("Building Croupier").doesNotContain("java says: ");
  }

  @Test
  void run_playsWithALinkedJava_onceItsCacheIsMade_andOnlyThen() throws Exception {
    String compiler = "--upgrade-module-path=";
    assertThat(start("jdk", "run").output()).contains("java says: ", compiler);

    program(
        "jdk/bin/java",
        """
        case $* in
          --list-modules) printf '%s\n' java.base@25 jdk.graal.compiler@25 jdk.jlink@25 jdk.net@25 ;;
          *-XX:AOTCacheOutput=*) set -- "${*#*-XX:AOTCacheOutput=}"; touch "${1%% *}" ;;
          *) echo "java says: $*" ;;
        esac""");
    program(
        "jdk/bin/jlink",
        """
        echo "$*" >linked-with
        for last; do :; done
        mkdir -p "$last/bin"
        sed 's/java says/linked java says/' "${0%/*}/java" >"$last/bin/java"
        chmod +x "$last/bin/java\"""");
    start("jdk", "--prepare-start");

    assertThat(home.resolve("linked-with"))
        .content()
        .contains("--add-modules java.base,jdk.net ")
        .doesNotContain("graal");
    assertThat(start("jdk", "run").output())
        .contains("linked java says: ", "--module-path=", "-XX:AOTCache=")
        .doesNotContain(compiler);
    assertThat(start("jdk", "check").output()).contains("java says: ").doesNotContain("linked");

    age("jdk/release", Instant.now().plusSeconds(60));
    assertThat(start("jdk", "run").output()).contains("java says: ", compiler);
  }

  @Test
  void shortCommands_haveASmallCache_andNoTimeForTheSecondCompiler() throws Exception {
    program(
        "jdk/bin/java",
        """
        case $* in
          *-XX:AOTCacheOutput=*) set -- "${*#*-XX:AOTCacheOutput=}"; touch "${1%% *}" ;;
          *) echo "java says: $*" ;;
        esac""");
    start("jdk", "--prepare-start");

    assertThat(start("jdk", "completion").output())
        .contains("-XX:TieredStopAtLevel=1", "-XX:AOTCache=", "/short-");
    assertThat(start("jdk", "check").output()).contains("-XX:TieredStopAtLevel=1", "/start-");
    assertThat(start("jdk", "keys").output())
        .contains("/short-")
        .doesNotContain("-XX:TieredStopAtLevel");
    assertThat(start("jdk", "node").output())
        .contains("/start-")
        .doesNotContain("-XX:TieredStopAtLevel");
  }

  @Test
  void collector_isForShortPausesWhereMessagesWait_unlessTheUserNamesOne() throws Exception {
    assertThat(start("jdk", "run", "").output()).contains("-XX:+UseParallelGC", "-Xmn64m");
    assertThat(start("jdk", "check", "").output()).contains("-XX:+UseSerialGC");
    assertThat(start("jdk", "run", "-Xmx1g -XX:+UseG1GC").output())
        .contains("-Xmx1g -XX:+UseG1GC")
        .doesNotContain("-XX:+UseParallelGC");
  }

  private void write(String path, String text) throws IOException {
    Path file = home.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String path, String script) throws IOException {
    write(path, "#!/bin/sh\n" + script + "\n");
    assertThat(home.resolve(path).toFile().setExecutable(true)).isTrue();
  }

  private void jdk(String path, String version) throws IOException {
    write(path + "/release", "JAVA_VERSION=\"" + version + "\"\n");
    program(path + "/bin/java", "echo \"java says: $*\"");
  }

  private void age(String path, Instant time) throws IOException {
    Files.setLastModifiedTime(home.resolve(path), FileTime.from(time));
  }

  private Ended start(String jdk) throws Exception {
    return start(jdk, "check");
  }

  private Ended start(String jdk, String command) throws Exception {
    return start(jdk, command, "");
  }

  private Ended start(String jdk, String command, String javaOptions) throws Exception {
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(home.resolve("croupier").toString(), command))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().put("CROUPIER_JAVA_HOME", home.resolve(jdk).toString());
    builder.environment().put("CROUPIER_JAVA_OPTS", javaOptions);
    builder.environment().put("HOME", home.toString());
    builder.environment().remove("XDG_CACHE_HOME");
    builder
        .environment()
        .put("PATH", home.resolve("bin") + ":" + builder.environment().get("PATH"));
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running:\n" + Files.readString(output));
    }
    return new Ended(process.exitValue(), Files.readString(output));
  }
}
