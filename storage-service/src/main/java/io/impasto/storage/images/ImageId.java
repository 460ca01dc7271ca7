package io.impasto.storage.images;

import java.util.Optional;
import java.util.regex.Pattern;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * The name of a picture.
 *
 * @param sha256 of its bytes, lower-case hexadecimal
 */
public record ImageId(String sha256) {

    /** Where images lie in the store. */
    static final String FOLDER = "images/";

    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{64}");

    public ImageId {
        if (!PATTERN.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    /** @throws ProblemException {@code image-not-found}, if no image can have this name */
    static ImageId parse(String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new ProblemException(
                    ProblemType.IMAGE_NOT_FOUND, "An image id is the SHA-256 of its bytes: 64 digits of 0-9 and a-f.");
        }
        return new ImageId(text);
    }

    /** The image that a key of the store holds; nothing if it is another key. */
    static Optional<ImageId> ofKey(String key) {
        return Optional.of(key)
                .filter(k -> k.startsWith(FOLDER))
                .map(k -> k.substring(FOLDER.length()))
                .filter(name -> PATTERN.matcher(name).matches())
                .map(ImageId::new);
    }

    String key() {
        return FOLDER + sha256;
    }

    ProblemException notFound() {
        return new ProblemException(ProblemType.IMAGE_NOT_FOUND, "There is no image " + sha256 + ".");
    }
}
