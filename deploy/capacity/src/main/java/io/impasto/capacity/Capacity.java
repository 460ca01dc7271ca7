package io.impasto.capacity;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code impasto capacity}: what a load takes, what breaks first as it grows, and what it costs. */
@Command(
        name = "impasto capacity",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Simulates paintings before workers by the figures of a file, and prints the workers that a load takes, what else of the"
                        + " service it uses up at 1, 10, 100 and 1000 times the load, and what a million transfers cost, as Markdown.",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:computed", "1:the figures can't be used", "2:unknown option"})
public final class Capacity implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--inputs",
            paramLabel = "FILE",
            description = "The figures. Default: deploy/capacity/inputs.json, whose members say what they mean")
    private Path inputs = Path.of(System.getProperty("impasto.root", "."), "deploy", "capacity", "inputs.json");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    Capacity() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Capacity()).execute(args));
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Tables tables = new Tables(Inputs.read(inputs));
            out.println("## A painting\n\n" + tables.paintings());
            out.println("## Scales\n\n" + tables.scales());
            out.println("## What is used up first\n\n" + tables.order());
            out.println("## A million transfers\n\n" + tables.costs());
            out.println("## Figures\n\n" + tables.figures());
            out.flush();
            return 0;
        } catch (NoSuchFileException e) {
            return refuse(inputs + ": no such file");
        } catch (IOException | IllegalArgumentException e) {
            return refuse(e.getMessage());
        }
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println("impasto capacity: " + reason);
        spec.commandLine().getErr().flush();
        return 1;
    }
}
