/**
 * Child processes that never outlive their parent: how they are started, watched, stopped and reported on.
 * Uses the JDK alone, since every test of the house runs on it.
 * Start reading at {@link io.impasto.stack.process.ChildProcess}; {@link io.impasto.stack.process.Tether} is its other end.
 */
package io.impasto.stack.process;
