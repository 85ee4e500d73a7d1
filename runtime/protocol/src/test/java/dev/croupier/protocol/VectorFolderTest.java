package dev.croupier.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A folder without vectors would skip every vector test and look like success. */
class VectorFolderTest {
  @Test
  void folderHoldsCases() {
    assertThat(Vectors.files().stream().mapToInt(file -> Vectors.read(file).size()).sum())
        .as("cases in %s", Vectors.folder())
        .isPositive();
  }
}
