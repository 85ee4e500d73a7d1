package dev.croupier.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the API from drifting unnoticed: plugins that are already built link against it. */
class PublicApiTest {

  private static final Path COMMITTED = Path.of("src", "test", "resources", "public-api.txt");

  @Test
  void signatures_areThoseOfTheCommittedList() throws IOException, URISyntaxException {
    List<String> actual = PublicSignatures.around(AppApi.class);
    if (Boolean.getBoolean("api.update")) {
      Files.write(COMMITTED, actual);
    }
    assertThat(actual)
        .as(
            "public signatures of app-api differ from %s. Built plugins link against them: removing"
                + " or changing one breaks those and needs a new major version (before 1.0: minor);"
                + " adding one needs a new minor version. If the change is meant, write the list"
                + " anew and commit it: mvn -pl runtime/app-api test -Dtest=PublicApiTest"
                + " -Dapi.update=true",
            COMMITTED)
        .containsExactlyElementsOf(Files.readAllLines(COMMITTED));
  }

  @Test
  void version_isASemanticVersionAndNotTheUnfilteredPlaceholder() {
    assertThat(AppApi.version()).matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
  }
}
