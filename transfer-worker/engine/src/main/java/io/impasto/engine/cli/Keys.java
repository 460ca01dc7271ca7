package io.impasto.engine.cli;

import java.util.Arrays;
import java.util.function.Function;

import picocli.CommandLine;

/** Reads the constants of a closed set by the names that the contract gives them. */
record Keys<E>(Class<E> type, E[] values, Function<E, String> key) implements CommandLine.ITypeConverter<E> {

    /** In the order of the constants. */
    String[] names() {
        return Arrays.stream(values).map(key).toArray(String[]::new);
    }

    void registerWith(CommandLine command) {
        command.registerConverter(type, this);
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException(
                        "'" + text + "' is not one of " + String.join(", ", names())));
    }
}
