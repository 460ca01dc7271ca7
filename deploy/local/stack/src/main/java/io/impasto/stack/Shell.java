package io.impasto.stack;

import java.io.PrintStream;
import java.io.PrintWriter;

import picocli.CommandLine;

/** Runs a command for a person and for scripts: what it refuses is one line that begins with its name, and exit code 2. */
public final class Shell {

    private static final int REFUSED = 2;

    private Shell() {}

    /** Returns the exit code. */
    public static int run(Object command, PrintStream out, PrintStream err, String... args) {
        CommandLine line = new CommandLine(command);
        String name = line.getCommandName();
        return line.setParameterExceptionHandler(
                        (wrong, given) -> refuse(err, name, wrong.getMessage() + "; see " + name + " --help"))
                .setExecutionExceptionHandler((e, failed, given) -> {
                    if (e instanceof StackProblem) {
                        return refuse(err, name, e.getMessage());
                    }
                    throw e;
                })
                .setOut(new PrintWriter(out, true))
                .execute(args);
    }

    private static int refuse(PrintStream err, String name, String why) {
        err.println(name + ": " + why);
        return REFUSED;
    }
}
