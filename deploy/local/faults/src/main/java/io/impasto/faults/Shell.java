package io.impasto.faults;

import java.util.concurrent.Callable;

import picocli.CommandLine;

/** Runs a command of this module: what it fails of is one line, and exit code 1. */
final class Shell {

    private Shell() {}

    static int run(Callable<Integer> command, String... args) {
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((exception, failed, parsed) -> {
            failed.getErr().println(line.getCommandName() + ": " + exception.getMessage());
            return 1;
        });
        return line.execute(args);
    }
}
