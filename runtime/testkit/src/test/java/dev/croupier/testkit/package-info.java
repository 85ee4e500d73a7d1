/** Tests of the test kit, with it. */
package dev.croupier.testkit;
