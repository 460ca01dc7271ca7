package io.impasto.engine.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.Option;

import io.impasto.engine.device.HostMemory;

/** How much memory to take, as flags. */
final class MemoryFlags {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)([MG])B?");
    /** Others live on this machine, too. */
    private static final double SHARE = 0.8;

    @Option(
            names = "--memory",
            paramLabel = "AMOUNT",
            description =
                    "Resident memory to stay within, such as 6G or 900M (powers of ten). Larger paintings are evaluated in tiles, with a shorter history of L-BFGS, or refused. Default: four fifths of what is free.")
    private String memory;

    /** In bytes. */
    long budget() {
        if (memory == null) {
            return (long) (SHARE * HostMemory.available());
        }
        Matcher amount = AMOUNT.matcher(memory.toUpperCase(Locale.ROOT));
        if (!amount.matches() || Double.parseDouble(amount.group(1)) <= 0) {
            throw Failure.usage("--memory is an amount such as 6G or 900M, not '" + memory + "'");
        }
        return (long) (Double.parseDouble(amount.group(1)) * (amount.group(2).equals("G") ? 1e9 : 1e6));
    }

    /** Whether somebody cares. */
    boolean isStated() {
        return memory != null;
    }
}
