package io.impasto.storage.artifacts;

import java.util.regex.Pattern;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * One try at a transfer; of two, the one with the higher number is the later.
 *
 * @param number from 1
 */
record Attempt(int number) {

    private static final Pattern PATTERN = Pattern.compile("[1-9][0-9]{0,8}");

    /** @throws ProblemException {@code invalid-attempt} */
    static Attempt parse(String text) {
        if (text == null || !PATTERN.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_ATTEMPT, "An attempt is a number from 1 to 999999999, such as 1.");
        }
        return new Attempt(Integer.parseInt(text));
    }
}
