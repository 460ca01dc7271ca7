package io.impasto.storage.artifacts;

import java.util.Set;
import java.util.regex.Pattern;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;
import io.impasto.storage.renditions.MakeRendition;

/**
 * An artifact's name within its transfer, such as {@code result.png} or {@code checkpoints/0001.png}.
 *
 * @param text at most one slash, no part beginning with a dot
 */
record ArtifactName(String text) {

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)?");
    private static final int LONGEST = 128;
    private static final Set<String> WRITE_ONCE = Set.of("result.png", "losses.csv", "manifest.json");

    /** Kept beside the artifacts by this service itself. */
    private static final Set<String> RESERVED = Set.of(Claims.NAME, "record.json");

    /** @throws ProblemException {@code invalid-name} */
    static ArtifactName parse(String text) {
        if (text.length() > LONGEST || !PATTERN.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_NAME,
                    "An artifact's name is made of a-z, 0-9, '.', '_' and '-', with at most one '/', and at most "
                            + LONGEST + " characters.");
        }
        if (isReserved(text)) {
            throw new ProblemException(ProblemType.INVALID_NAME, "The name " + text + " is not for artifacts.");
        }
        return new ArtifactName(text);
    }

    static boolean isReserved(String text) {
        return RESERVED.contains(text) || text.startsWith(Claims.ATTEMPTS) || text.startsWith(MakeRendition.FOLDER);
    }

    /** Whether its first bytes stay for good; else later attempts may replace them. */
    boolean writeOnce() {
        return WRITE_ONCE.contains(text);
    }

    String key(TransferId transfer) {
        return transfer.folder() + text;
    }
}
