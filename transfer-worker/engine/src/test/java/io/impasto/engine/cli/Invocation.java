package io.impasto.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

import picocli.CommandLine;

/** One call of the command line within this process, and what came of it. */
record Invocation(int exitCode, String out, String err) {

    static Invocation of(String... args) {
        return in(Map.of(), args);
    }

    static Invocation in(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Impasto.commandLine(environment, new Interruption(), Settings.of(environment, args));
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(args);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    /** The first line that a person sees on stderr. */
    String complaint() {
        return err.lines().findFirst().orElse("");
    }
}
