package io.impasto.stack.up;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import io.impasto.stack.Stack;
import io.impasto.stack.StackOptions;
import io.impasto.stack.StackProblem;
import io.impasto.stack.client.GatewayException;
import io.impasto.stack.process.PartFailure;

/** {@code impasto up}: the whole service on this machine, until Ctrl-C. */
@Command(
        name = "impasto up",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Starts everything on this machine: a Kafka broker, an S3 store and the three services."
                + " Serves the page and the API until Ctrl-C; the next start finds earlier transfers again.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by --exit",
            "1:a part failed, or the demo did",
            "2:not started: unknown option, port taken, data folder in use",
            "130, 143:stopped by Ctrl-C or SIGTERM"
        })
public final class Up implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    /** Whether a person watches; only the start script can tell on every JDK. */
    private static final boolean TERMINAL = Boolean.getBoolean("impasto.terminal");

    @Option(names = "--demo", description = "Paint a sample picture first and show how.")
    private boolean demo;

    @Option(names = "--exit", description = "With --demo: stop when it is painted.")
    private boolean exit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that keeps everything. Default: $$IMPASTO_DATA, else ~/.local/share/impasto")
    private Path data = DefaultData.of(System.getenv());

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of page and API on 127.0.0.1. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "1",
            description = "Transfers painted at the same time. Default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    private final PrintStream out;
    private final PrintStream err;
    private volatile boolean signalled;

    Up(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(System.out, System.err).execute(args));
    }

    static CommandLine commandLine(PrintStream out, PrintStream err) {
        return new CommandLine(new Up(out, err)).setParameterExceptionHandler((wrong, args) -> {
            err.println("impasto up: " + wrong.getMessage() + "; see impasto up --help");
            return REFUSED;
        });
    }

    @Override
    public Integer call() {
        try {
            if (exit && !demo) {
                throw new StackProblem("--exit goes with --demo");
            }
            return serve();
        } catch (StackProblem e) {
            return report(REFUSED, e.getMessage());
        } catch (PartFailure e) {
            return report(FAILED, Console.describe(e));
        } catch (GatewayException | DemoFailure e) {
            return report(FAILED, "the demo failed: " + e.getMessage());
        }
    }

    private int serve() {
        Console console = new Console(out, TERMINAL);
        Stack stack = new Stack(new StackOptions(data, port, workers), console);
        stopOnSignal(stack, console);
        try (stack) {
            stack.start();
            console.ready(stack.gateway());
            if (demo) {
                unlessAPartFails(stack, CompletableFuture.runAsync(demoOn(stack)));
            }
            if (exit) {
                return 0;
            }
            console.serving(stack.gateway(), stack.bootstrapServers());
            throw stack.failure().join();
        }
    }

    private Runnable demoOn(Stack stack) {
        return new Demo(stack.gateway(), data.resolve("paintings"), new ProgressBar(out, TERMINAL));
    }

    private static void unlessAPartFails(Stack stack, CompletableFuture<Void> work) {
        try {
            if (CompletableFuture.anyOf(stack.failure(), work).join() instanceof PartFailure failure) {
                throw failure;
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void stopOnSignal(Stack stack, Console console) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!stack.isClosed()) {
                                signalled = true;
                                console.stopping();
                                stack.close();
                            }
                        },
                        "stop"));
    }

    /** After a signal nothing is reported: that parts end is then what was asked for. */
    private int report(int code, String what) {
        if (!signalled) {
            err.println("impasto up: " + what);
        }
        return code;
    }
}
