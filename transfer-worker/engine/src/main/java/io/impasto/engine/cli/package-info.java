/**
 * The command line {@code impasto}: arguments in, engine called, one clear line out; a thin caller that decides nothing about painting. May use
 * every other package of the engine, and picocli. Start with {@link io.impasto.engine.cli.Impasto}, then the class named after a command.
 */
package io.impasto.engine.cli;
