package io.impasto.storage.artifacts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * A transfer's id.
 *
 * @param uuid in lower case, with hyphens
 */
public record TransferId(String uuid) {

    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** The id, if the text is a UUID; upper case is the same id. */
    public static Optional<TransferId> of(String text) {
        return Optional.ofNullable(text)
                .map(t -> t.toLowerCase(Locale.ROOT))
                .filter(t -> PATTERN.matcher(t).matches())
                .map(TransferId::new);
    }

    /** @throws ProblemException {@code invalid-name} */
    static TransferId parse(String text) {
        return of(text).orElseThrow(() -> new ProblemException(ProblemType.INVALID_NAME, "A transfer's id is a UUID."));
    }

    /** The prefix of all that belongs to the transfer. */
    public String folder() {
        return "transfers/" + uuid + "/";
    }
}
