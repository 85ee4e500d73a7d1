package dev.croupier.host;

import dev.croupier.app.CroupierException;
import dev.croupier.host.engine.App;
import dev.croupier.host.journal.CodeVersion;
import dev.croupier.host.loop.Strand;
import dev.croupier.host.message.MessageSchemas;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded version of an app, shared by all seats that run it and freed when the last has done
 * with it. Safe for use by many threads.
 */
final class AppVersion {

  private static final Logger LOG = LoggerFactory.getLogger(AppVersion.class);

  private final App app;
  private final MessageSchemas schemas;
  private final Strand aside;
  private int holders = 1;

  /**
   * @param app the code; belongs to this object from now on
   * @param schemas its message types, checked
   * @param aside where the code is freed, which may take a while
   */
  AppVersion(App app, MessageSchemas schemas, Strand aside) {
    this.app = app;
    this.schemas = schemas;
    this.aside = aside;
  }

  App app() {
    return app;
  }

  MessageSchemas schemas() {
    return schemas;
  }

  CodeVersion code() {
    return new CodeVersion(app.codeHash(), app.version());
  }

  /** One more needs the code. */
  synchronized void hold() {
    holders++;
  }

  /** One fewer needs the code; whoever made this object is the first that does. */
  void release() {
    boolean last;
    synchronized (this) {
      last = --holders == 0;
    }
    if (last) {
      try {
        aside.execute(this::free);
      } catch (RejectedExecutionException e) {
        // The host has ended while this version was being made.
        free();
      }
    }
  }

  private void free() {
    try {
      app.close();
    } catch (CroupierException e) {
      LOG.warn("app {} could not be freed", app.name(), e);
    }
  }
}
