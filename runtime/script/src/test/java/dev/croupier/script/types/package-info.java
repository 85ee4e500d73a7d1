@NullMarked
package dev.croupier.script.types;

import org.jspecify.annotations.NullMarked;
