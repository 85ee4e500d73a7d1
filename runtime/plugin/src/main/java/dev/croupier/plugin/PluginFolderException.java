package dev.croupier.plugin;

import dev.croupier.app.CroupierException;
import java.io.IOException;
import java.nio.file.Path;

/** The folder for copies of plugins cannot be made or deleted. */
public final class PluginFolderException extends CroupierException {
  private static final long serialVersionUID = 1L;

  private final transient Path folder;

  PluginFolderException(Path folder, String done, IOException cause) {
    super(
        "a folder for copies of plugins cannot be " + done + " at " + folder + ": " + cause, cause);
    this.folder = folder;
  }

  /**
   * @return the folder
   */
  public Path folder() {
    return folder;
  }
}
