package io.impasto.engine.cli;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import picocli.CommandLine;

/** Reads the constants of a closed set by the names that the contract gives them. */
record Keys<E>(E[] values, Function<E, String> key) implements CommandLine.ITypeConverter<E> {

    @Override
    public E convert(String text) {
        return Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("'" + text + "' is not one of "
                        + Arrays.stream(values).map(key).collect(Collectors.joining(", "))));
    }
}
