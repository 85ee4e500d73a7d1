package dev.croupier.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.croupier.script.ScriptEngine;
import dev.croupier.script.ScriptLimits;
import dev.croupier.testkit.script.ScriptTests;
import dev.croupier.testkit.script.TestResult;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on the page about testing run, and pass. */
class TestingPageTest {
  private static final String PAGE = "src/docs/testing.md";

  @TempDir private Path folder;

  @Test
  void scripts_pass() throws Exception {
    Path app = folder.resolve("ping-pong");
    Project.copyFolder(Project.file("scripts/ping-pong"), app);
    List<String> blocks = Project.blocks(PAGE, "js");
    assertThat(blocks).isNotEmpty();
    try (ScriptEngine engine = new ScriptEngine(ScriptLimits.DEFAULTS)) {
      ScriptTests tests = new ScriptTests(engine, folder, 1, System::nanoTime, line -> {});
      for (String block : blocks) {
        Path file = Files.writeString(app.resolve("page.test.js"), block);
        assertThat(tests.run(file, each -> {}))
            .isNotEmpty()
            .allSatisfy(
                result ->
                    assertThat(result.status())
                        .as(result::toString)
                        .isEqualTo(TestResult.Status.PASSED));
      }
    }
  }

  @Test
  void plugins_pass() throws Exception {
    String based =
        "TestTable.builder().base(java.nio.file.Path.of(\"%s\"))".formatted(Project.ROOT);
    for (String block : Project.blocks(PAGE, "java")) {
      StringWriter messages = new StringWriter();
      boolean compiled =
          ToolProvider.getSystemJavaCompiler()
              .getTask(
                  messages,
                  null,
                  null,
                  List.of(
                      "-proc:none",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      folder.toString()),
                  null,
                  List.of(unit("PlayerTest", block.replace("TestTable.builder()", based))))
              .call();
      assertThat(compiled).as(messages::toString).isTrue();
      try (URLClassLoader loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
        Class<?> test = loader.loadClass("PlayerTest");
        var constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        var method = test.getDeclaredMethod("answersEveryPing");
        method.setAccessible(true);
        method.invoke(constructor.newInstance());
      }
    }
  }

  private static JavaFileObject unit(String name, String text) {
    URI uri = URI.create("string:///" + name + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
