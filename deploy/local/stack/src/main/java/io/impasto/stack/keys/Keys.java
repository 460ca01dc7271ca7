package io.impasto.stack.keys;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import io.impasto.stack.Shell;
import io.impasto.stack.StackProblem;

/** {@code impasto keys}: the API keys that a gateway lets in. */
@Command(
        name = "impasto keys",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Makes, lists and revokes API keys. A gateway that runs takes the change in within a second.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "2:refused: unknown option, no such key, file that cannot be read or written"})
public final class Keys implements Runnable {

    private static final String FILE = "IMPASTO_ACCESS_KEYS_FILE";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;
    private final Map<String, String> environment;

    private Keys(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(System.out, System.err, System.getenv(), args));
    }

    /** Runs the command and returns its exit code. */
    public static int run(PrintStream out, PrintStream err, Map<String, String> environment, String... args) {
        return Shell.run(new Keys(out, environment), out, err, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say create, list or revoke");
    }

    @Command(
            name = "create",
            sortOptions = false,
            description = "Prints a fresh key, this once; the file keeps its SHA-256.")
    void create(
            @Option(names = "--tenant", required = true, paramLabel = "T", description = "Whose key it is.")
                    String tenant,
            @Option(names = "--name", required = true, paramLabel = "N", description = "What to revoke it by.")
                    String name,
            @Option(names = "--file", paramLabel = "F", description = "Default: $$" + FILE) Path file) {
        out.println(keyFile(file).create(tenant, name).text());
    }

    @Command(name = "list", sortOptions = false, description = "Prints tenant and name of each key.")
    void list(@Option(names = "--file", paramLabel = "F", description = "Default: $$" + FILE) Path file) {
        keyFile(file).list().forEach(out::println);
    }

    @Command(name = "revoke", sortOptions = false, description = "Takes a key out.")
    void revoke(
            @Option(names = "--tenant", required = true, paramLabel = "T", description = "Whose key it is.")
                    String tenant,
            @Option(names = "--name", required = true, paramLabel = "N", description = "The key's name.") String name,
            @Option(names = "--file", paramLabel = "F", description = "Default: $$" + FILE) Path file) {
        keyFile(file).revoke(tenant, name);
    }

    private KeyFile keyFile(Path file) {
        if (file != null) {
            return new KeyFile(file);
        }
        String known = environment.get(FILE);
        if (known == null || known.isBlank()) {
            throw new StackProblem("say which file with --file, or set " + FILE);
        }
        return new KeyFile(Path.of(known));
    }
}
