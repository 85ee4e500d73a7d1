package dev.croupier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.croupier.app.AppApi;
import dev.croupier.app.MessageTypesMissingException;
import dev.croupier.host.engine.App;
import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loads, and what each broken plugin is told. */
class PluginLoadTest {

  private static final String NOTHING = "";

  @TempDir Path folder;
  private PluginEngine engine;

  @BeforeEach
  void makeEngine() {
    engine = PluginEngine.inside(folder.resolve("work"));
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> engines = Files.list(folder.resolve("work"));
        Stream<Path> copies = Files.list(engines.findFirst().orElseThrow())) {
      assertThat(copies).as("private copies after the test").isEmpty();
    }
    engine.close();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private App load(Path archive, String name) {
    return engine.load(new AppSource("plugins/demo", "plugin", archive, name));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(PluginJar plugin)
      throws IOException {
    Path jar = plugin.jar(folder.resolve("demo.jar"));
    return assertThatThrownBy(() -> load(jar, ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageStartingWith("app plugins/demo cannot be loaded: ");
  }

  @Test
  void load_jar_givesNameHashAndMessageTypes() throws IOException, NoSuchAlgorithmException {
    Path jar = PluginJar.withApp("demo", "DemoApp", NOTHING).jar(folder.resolve("demo.jar"));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    try (App app = load(jar, "")) {
      assertThat(app.name()).isEqualTo("demo");
      assertThat(app.codeHash()).isEqualTo(HexFormat.of().formatHex(hash));
      assertThat(app.messages().json()).isEqualTo("{\"note\": {}}");
    }
  }

  @Test
  void version_isWhatTheAppSays_elseTheHash() throws IOException {
    Path plain = PluginJar.withApp("demo", "DemoApp", NOTHING).jar(folder.resolve("plain.jar"));
    try (App app = load(plain, "")) {
      assertThat(app.version()).isEqualTo(app.codeHash());
      assertThat(app.watched())
          .containsExactlyInAnyOrder(
              plain, folder.resolve("plain.zip"), folder.resolve("plain/target"));
      assertThat(app.fileHashes()).containsExactly(entry("plain.jar", app.codeHash()));
    }
    Path named =
        PluginJar.withApp(
                "demo",
                "DemoApp",
                "@Override public String version() { return \"2.1\"; }"
                    + "@Override public void onAppMessage(Message m, Session s) {}")
            .jar(folder.resolve("named.jar"));
    try (App app = load(named, "")) {
      assertThat(app.version()).isEqualTo("2.1");
    }
  }

  @Test
  void brokenPlugin_isWatchedAllTheSame() throws IOException {
    Path jar = Files.writeString(folder.resolve("demo.jar"), "no archive");
    assertThatThrownBy(() -> load(jar, ""))
        .isInstanceOfSatisfying(
            AppLoadException.class,
            e ->
                assertThat(e.watched())
                    .containsExactlyInAnyOrder(
                        jar, folder.resolve("demo.zip"), folder.resolve("demo/target")));
  }

  @Test
  void load_zip_seesItsLibrariesAndResources() throws IOException {
    Path library =
        PluginJar.library()
            .source(
                "lib.Schemas",
                "package lib; public class Schemas { public static String file() { return"
                    + " \"note.json\"; } }")
            .jar(folder.resolve("library.jar"));
    Path zip =
        PluginJar.plugin("demo")
            .lib("schemas.jar", library)
            .resource("note.json", "{\"note\": {\"type\": \"object\"}}")
            .app(
                "DemoApp",
                """
                @Override public MessageTypes messages() {
                  return MessageTypes.fromResource(lib.Schemas.file());
                }
                """)
            .zip(folder.resolve("demo.zip"));
    try (App app = load(zip, "")) {
      assertThat(app.messages().json()).isEqualTo("{\"note\": {\"type\": \"object\"}}");
    }
  }

  @Test
  void load_severalApps_areToldApartByName() throws IOException {
    Path jar =
        PluginJar.withApp("demo", "PlayerApp", NOTHING)
            .app("TicTacToeApp", NOTHING)
            .jar(folder.resolve("demo.jar"));
    for (String name : new String[] {"tic-tac-toe", "TicTacToeApp", "demo.TicTacToeApp"}) {
      try (App app = load(jar, name)) {
        assertThat(app.name()).isEqualTo("demo#tic-tac-toe");
      }
    }
    String known = "#player (demo.PlayerApp), #tic-tac-toe (demo.TicTacToeApp)";
    assertThatThrownBy(() -> load(jar, ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("plugin demo 1.0.0: has several apps, name one")
        .hasMessageContaining(known);
    assertThatThrownBy(() -> load(jar, "referee"))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("has no app \"referee\", only: " + known);
  }

  @Test
  void load_twoVersionsAtOnce_eachRunsItsOwnCode() throws IOException {
    Path jar = folder.resolve("demo.jar");
    PluginJar.withApp("demo", "DemoApp", types("one")).jar(jar);
    try (App one = load(jar, "")) {
      PluginJar.withApp("demo", "DemoApp", types("two")).jar(jar);
      try (App two = load(jar, "")) {
        assertThat(one.messages().json()).isEqualTo("one");
        assertThat(two.messages().json()).isEqualTo("two");
        assertThat(one.codeHash()).isNotEqualTo(two.codeHash());
      }
    }
  }

  @Test
  void load_jarOverwrittenInPlace_goesOnWithThePrivateCopy() throws IOException {
    Path jar = folder.resolve("demo.jar");
    PluginJar.withApp("demo", "DemoApp", "static class Late {}").jar(jar);
    try (App app = load(jar, "")) {
      Files.write(jar, new byte[(int) Files.size(jar)]);
      ClassLoader loader = ((PluginApp) app).plugin().classLoader();
      assertThat(loader.getResource("demo/DemoApp$Late.class")).isNotNull();
      assertThatCode(() -> loader.loadClass("demo.DemoApp$Late")).doesNotThrowAnyException();
    }
  }

  @Test
  void load_pluginForANewerApi_isRefusedNamingBothVersions() throws IOException {
    assertRefused(
            PluginJar.withApp("demo", "DemoApp", NOTHING).entry("Plugin-Requires", ">=99.0.0"))
        .hasMessageContaining(
            "plugin demo 1.0.0: needs app API >=99.0.0, and this host has " + AppApi.version());
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).entry("Plugin-Requires", "99.0.0"))
        .hasMessageContaining("needs app API >=99.0.0");
  }

  @Test
  void load_pluginForThisApi_isTaken() throws IOException {
    Path jar =
        PluginJar.withApp("demo", "DemoApp", NOTHING)
            .entry("Plugin-Requires", ">=" + AppApi.version())
            .jar(folder.resolve("demo.jar"));
    load(jar, "").close();
  }

  @Test
  void load_requiresThatIsNoRange_isRefused() throws IOException {
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).entry("Plugin-Requires", "newest"))
        .hasMessageContaining("Plugin-Requires \"newest\" is not a version range");
  }

  @Test
  void load_manifestWithoutIdOrVersion_isRefused() throws IOException {
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).without("Plugin-Id"))
        .hasMessageContaining("demo.jar: its manifest has no Plugin-Id");
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).without("Plugin-Version"))
        .hasMessageContaining("demo.jar: its manifest has no Plugin-Version");
  }

  @Test
  void load_dependencyOnAnotherPlugin_isRefused() throws IOException {
    assertRefused(
            PluginJar.withApp("demo", "DemoApp", NOTHING).entry("Plugin-Dependencies", "cards"))
        .hasMessageContaining("depends on other plugins (cards)");
  }

  @Test
  void load_newerClassFiles_areRefusedNamingBothJavas() throws IOException {
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).classFileVersion(144))
        .hasMessageContaining(
            "plugin demo 1.0.0, class demo.DemoApp: was compiled for Java 100, and this host runs"
                + " Java "
                + Runtime.version().feature());
  }

  @Test
  void load_noExtension_isRefusedNamingTheAnnotationProcessor() throws IOException {
    assertRefused(PluginJar.withApp("demo", "DemoApp", NOTHING).withoutAnnotationProcessing())
        .hasMessageContaining("plugin demo 1.0.0: has no app")
        .hasMessageContaining("-proc:full");
    assertRefused(PluginJar.plugin("demo")).hasMessageContaining("has no app");
  }

  @Test
  void load_indexNamingAMissingClass_isRefused() throws IOException {
    assertRefused(PluginJar.plugin("demo").resource("META-INF/extensions.idx", "demo.Gone\n"))
        .hasMessageContaining("class demo.Gone: is listed in META-INF/extensions.idx but is not");
  }

  @Test
  void load_unusableConstructors_areRefused() throws IOException {
    assertRefused(PluginJar.withApp("demo", "DemoApp", "public DemoApp(String name) {}"))
        .hasMessageContaining("class demo.DemoApp")
        .hasMessageContaining("public constructor without parameters");
    assertRefused(PluginJar.withApp("demo", "DemoApp", "DemoApp() {}"))
        .hasMessageContaining("public constructor without parameters");
    assertRefused(
            PluginJar.withApp(
                "demo",
                "DemoApp",
                "public DemoApp() { throw new IllegalStateException(\"no table\"); }"))
        .hasMessageContaining(
            "class demo.DemoApp: its constructor threw IllegalStateException: no table"
                + " (demo.DemoApp:2)");
    assertRefused(
            PluginJar.withApp(
                "demo", "DemoApp", "static final int N = Integer.parseInt(\"three\");"))
        .hasMessageContaining("class demo.DemoApp: cannot be made: ExceptionInInitializerError");
  }

  @Test
  void load_brokenMessageTypes_areRefused() throws IOException {
    assertRefused(
            PluginJar.withApp(
                "demo",
                "DemoApp",
                "@Override public MessageTypes messages() { throw new"
                    + " IllegalStateException(\"later\"); }"))
        .hasMessageContaining(
            "class demo.DemoApp: messages() threw IllegalStateException: later (demo.DemoApp:2)");
    assertRefused(
            PluginJar.withApp(
                "demo", "DemoApp", "@Override public MessageTypes messages() { return null; }"))
        .hasMessageContaining("class demo.DemoApp: messages() returned null");
    assertRefused(
            PluginJar.withApp(
                "demo",
                "DemoApp",
                "@Override public MessageTypes messages() { return"
                    + " MessageTypes.fromResource(\"no.json\"); }"))
        .hasMessageContaining("schema file \"no.json\" of demo.DemoApp is neither")
        .hasCauseInstanceOf(MessageTypesMissingException.class);
  }

  @Test
  void load_lifecycleClassThatFails_isRefused() throws IOException {
    PluginJar plugin =
        PluginJar.withApp("demo", "DemoApp", NOTHING)
            .source(
                "demo.Life",
                "package demo; public class Life extends org.pf4j.Plugin { @Override public void"
                    + " start() { throw new IllegalStateException(\"no\"); } }");
    assertRefused(plugin.entry("Plugin-Class", "demo.Life"))
        .hasMessageContaining("plugin demo 1.0.0: did not start: java.lang.IllegalStateException");
    assertRefused(plugin.entry("Plugin-Class", "demo.Missing"))
        .hasMessageContaining("did not start")
        .hasMessageContaining("demo.Missing");
  }

  @Test
  void load_zipThatLeavesItsFolder_isRefusedAndWritesNothing() throws IOException {
    Path zip =
        PluginJar.withApp("demo", "DemoApp", NOTHING)
            .resource("../../../escaped.txt", "gotcha")
            .zip(folder.resolve("demo.zip"));
    assertThatThrownBy(() -> load(zip, ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("../../../escaped.txt");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.endsWith("escaped.txt"));
    }
  }

  @Test
  void load_archiveWithoutManifest_isRefusedSayingWhatAPluginIs() throws IOException {
    for (String name : new String[] {"bare.jar", "bare.zip"}) {
      Path bare = folder.resolve(name);
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bare))) {
        zip.putNextEntry(new ZipEntry("readme.txt"));
      }
      assertThatThrownBy(() -> load(bare, ""))
          .isInstanceOf(AppLoadException.class)
          .hasMessageContaining(name + ": ")
          .hasMessageContaining("Plugin-Id");
    }
  }

  @Test
  void inside_placeThatIsAFile_isRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> PluginEngine.inside(file))
        .isInstanceOf(PluginFolderException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void load_filesThatAreNoArchives_areRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");
    assertThatThrownBy(() -> load(text, ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("text.jar")
        .hasMessageContaining("is not a readable plugin archive");
    Path whole = PluginJar.withApp("demo", "DemoApp", NOTHING).jar(folder.resolve("whole.jar"));
    byte[] bytes = Files.readAllBytes(whole);
    Path torn = Files.write(folder.resolve("torn.jar"), java.util.Arrays.copyOf(bytes, 700));
    assertThatThrownBy(() -> load(torn, ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("is not a readable plugin archive");
    assertThatThrownBy(() -> load(folder.resolve("gone.jar"), ""))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("gone.jar");
  }

  private static String types(String json) {
    return "@Override public MessageTypes messages() { return MessageTypes.ofJson(\""
        + json
        + "\"); }";
  }
}
