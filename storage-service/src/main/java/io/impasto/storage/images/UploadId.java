package io.impasto.storage.images;

import java.util.UUID;
import java.util.regex.Pattern;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * The name of an upload.
 *
 * @param uuid random, in lower case, with hyphens
 */
record UploadId(String uuid) {

    static final String FOLDER = "uploads/";

    private static final Pattern PATTERN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static UploadId random() {
        return new UploadId(UUID.randomUUID().toString());
    }

    /** @throws ProblemException {@code upload-not-found}, if no upload can have this name */
    static UploadId parse(String text) {
        UploadId id = new UploadId(text);
        if (!PATTERN.matcher(text).matches()) {
            throw id.notFound();
        }
        return id;
    }

    /** Where what was promised is remembered. */
    String promise() {
        return FOLDER + uuid + "/upload.json";
    }

    /** Where the link leads. */
    String data() {
        return FOLDER + uuid + "/data";
    }

    ProblemException notFound() {
        return new ProblemException(
                ProblemType.UPLOAD_NOT_FOUND, "There is no upload of this id; one that is not completed is removed.");
    }
}
