package dev.croupier.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.croupier.host.engine.AppLoadException;
import dev.croupier.host.engine.AppSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFinderTest {

  @TempDir Path base;

  @Test
  void find_jarZipAndBareName_meanTheArchive() throws IOException {
    Path jar = PluginJar.plugin("one").jar(base.resolve("plugins/one.jar"));
    Path zip = PluginJar.plugin("two").zip(base.resolve("plugins/two.zip"));

    assertThat(PluginFinder.find(base, "plugins/one.jar"))
        .contains(new AppSource("plugins/one.jar", "plugin", jar, ""));
    assertThat(PluginFinder.find(base, "plugins/one"))
        .contains(new AppSource("plugins/one", "plugin", jar, ""));
    assertThat(PluginFinder.find(base, "plugins/two.zip").orElseThrow().path()).isEqualTo(zip);
    assertThat(PluginFinder.find(base, "plugins/two").orElseThrow().path()).isEqualTo(zip);
    assertThat(PluginFinder.find(base, jar.toString()).orElseThrow().path()).isEqualTo(jar);
  }

  @Test
  void find_nameAfterTheHash_picksAnApp() throws IOException {
    Path jar = PluginJar.plugin("one").jar(base.resolve("one.jar"));
    assertThat(PluginFinder.find(base, "one#PlayerApp"))
        .contains(new AppSource("one#PlayerApp", "plugin", jar, "PlayerApp"));
  }

  @Test
  void find_sourceModule_meansTheOnlyPluginItBuilt() throws IOException {
    Path target = module("game").resolve("target");
    Path jar = PluginJar.plugin("game").jar(target.resolve("game-1.0.0.jar"));
    PluginJar.plugin("game").jar(target.resolve("game-1.0.0-sources.jar"));
    PluginJar.plugin("game").jar(target.resolve("game-1.0.0-tests.jar"));
    PluginJar.plugin("game").jar(target.resolve("original-game-1.0.0.jar"));
    PluginJar.library().jar(target.resolve("no-plugin.jar"));

    assertThat(PluginFinder.find(base, "game").orElseThrow().path()).isEqualTo(jar);
  }

  @Test
  void find_sourceModuleWithTwoPlugins_isRefusedNamingThem() throws IOException {
    Path target = module("game").resolve("target");
    PluginJar.plugin("game").jar(target.resolve("game-1.0.0.jar"));
    PluginJar.plugin("game").jar(target.resolve("game-1.1.0.jar"));

    assertThatThrownBy(() -> PluginFinder.find(base, "game"))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("several plugins")
        .hasMessageContaining("game-1.0.0.jar, game-1.1.0.jar");
  }

  @Test
  void find_sourceModuleNotBuilt_isRefusedSayingWhatToDo() throws IOException {
    module("game");
    assertThatThrownBy(() -> PluginFinder.find(base, "game#PlayerApp"))
        .isInstanceOf(AppLoadException.class)
        .hasMessageContaining("app game#PlayerApp cannot be loaded")
        .hasMessageContaining("mvn package");
  }

  @Test
  void find_nothingOfItsKind_isEmpty() throws IOException {
    Files.createDirectories(base.resolve("scripts/ping-pong"));
    Files.writeString(base.resolve("scripts/ping-pong/player.js"), "");

    assertThat(PluginFinder.find(base, "scripts/ping-pong/player")).isEmpty();
    assertThat(PluginFinder.find(base, "scripts/ping-pong")).isEmpty();
    assertThat(PluginFinder.find(base, "missing.jar")).isEmpty();
    assertThat(PluginFinder.find(base, "")).isEmpty();
    assertThat(PluginFinder.find(base, "#PlayerApp")).isEmpty();
    assertThat(PluginFinder.find(base, "nul\0l")).isEmpty();
    assertThat(PluginFinder.find(base, "/")).isEmpty();
  }

  private Path module(String name) throws IOException {
    Path module = base.resolve(name);
    Files.createDirectories(module.resolve("src/main/java"));
    Files.writeString(module.resolve("pom.xml"), "<project/>");
    return module;
  }

  @Test
  void watched_isTheArchiveThatIsNamed_orWhereverOneIsLookedFor() throws IOException {
    Path jar = PluginJar.plugin("one").jar(base.resolve("plugins/one.jar"));
    Path built = PluginJar.plugin("game").jar(module("game").resolve("target/game-1.0.0.jar"));

    assertThat(watched("plugins/one.jar#PlayerApp")).containsExactly(jar);
    assertThat(watched("plugins/one#PlayerApp"))
        .containsExactlyInAnyOrder(
            jar, base.resolve("plugins/one.zip"), base.resolve("plugins/one/target"));
    assertThat(watched("game"))
        .containsExactlyInAnyOrder(
            built, base.resolve("game/target"), base.resolve("game.jar"), base.resolve("game.zip"));
  }

  @Test
  void watched_ofAModuleThatIsNotBuilt_isItsTargetFolder() throws IOException {
    module("game");

    assertThatThrownBy(() -> PluginFinder.find(base, "game"))
        .isInstanceOfSatisfying(
            AppLoadException.class,
            e -> assertThat(e.watched()).contains(base.resolve("game/target")));
  }

  private Set<Path> watched(String reference) {
    return PluginFinder.watched(PluginFinder.find(base, reference).orElseThrow());
  }
}
