/** Tests of tests written in JavaScript. */
package dev.croupier.testkit.script;
