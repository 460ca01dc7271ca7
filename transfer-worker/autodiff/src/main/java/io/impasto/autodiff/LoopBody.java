package io.impasto.autodiff;

import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Graph#loop} runs turn by turn. Inputs that are neither carried nor the count stay as they are; outputs that
 * are neither carried nor the condition are kept for every turn.
 *
 * @param program the turn
 * @param carried by input, the output that takes its place at the next turn; both of one type and shape
 * @param count   the input that counts turns from 0, an INT64 scalar; empty if there is none
 * @param goOn    the output that says whether there is a next turn, a BOOL scalar; empty if there always is
 */
public record LoopBody(Model program, Map<String, String> carried, Optional<String> count, Optional<String> goOn) {
    /** @throws IllegalArgumentException if the program has no input or output of a name, or types differ */
    public LoopBody {
        carried = Map.copyOf(carried);
        count.ifPresent(name -> require(input(program, name).type(), DataType.INT64, name));
        goOn.ifPresent(name -> require(output(program, name).type(), DataType.BOOL, name));
        Model body = program;
        carried.forEach(
                (from, to) -> require(output(body, to).type(), input(body, from).type(), to));
    }

    static ValueInfo input(Model program, String name) {
        return program.inputs().stream()
                .filter(input -> input.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the loop's body has no input '" + name + "'"));
    }

    static ValueInfo output(Model program, String name) {
        return program.outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the loop's body has no output '" + name + "'"));
    }

    private static void require(DataType is, DataType wanted, String name) {
        if (is != wanted) {
            throw new IllegalArgumentException("'" + name + "' of the loop's body is " + is + ", not " + wanted);
        }
    }
}
