/**
 * The app engine for Java plugins, over PF4J. Each loaded version of a plugin has a private copy of
 * its archive, a PF4J instance and a class loader of its own, and gives all three back when it is
 * closed; the class loader shows the app API, the JDK and the plugin's own jars, nothing of the
 * host. Apps run in turns: what they ask for is collected and handed to the host at the turn's end.
 */
@NullMarked
package dev.croupier.plugin;

import org.jspecify.annotations.NullMarked;
