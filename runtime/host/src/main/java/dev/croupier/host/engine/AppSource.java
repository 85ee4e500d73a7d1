package dev.croupier.host.engine;

import java.nio.file.Path;

/**
 * Where an app's code is.
 *
 * @param reference as written in the configuration
 * @param kind what it is, for people: {@code script} or {@code plugin}
 * @param path the script file, or the plugin's jar or zip
 * @param name which app in there, {@code ""} if there is only one
 */
public record AppSource(String reference, String kind, Path path, String name) {}
