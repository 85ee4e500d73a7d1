package dev.croupier.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The build ran PF4J's annotation processor; without its index the host finds no app. */
class PluginIndexTest {

  @Test
  void index_listsTheApps() throws IOException, URISyntaxException {
    // Not by getResource: the processor leaves an index among the test classes as well.
    Path classes =
        Path.of(BuyerApp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(Files.readAllLines(classes.resolve("META-INF").resolve("extensions.idx")))
        .contains(BuyerApp.class.getName(), SellerApp.class.getName(), MediatorApp.class.getName());
  }
}
