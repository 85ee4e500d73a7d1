/**
 * The host: seats on nodes, their sessions, the turns of their apps. {@link dev.croupier.host.Host}
 * puts it together and starts it; {@link dev.croupier.host.HostEvent} tells what happens.
 */
@NullMarked
package dev.croupier.host;

import org.jspecify.annotations.NullMarked;
