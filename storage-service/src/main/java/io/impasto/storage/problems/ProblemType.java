package io.impasto.storage.problems;

/** All problems that this service answers with, each with its HTTP status and title. */
public enum ProblemType {
    BAD_REQUEST(400, "The request cannot be read"),
    EMPTY_BODY(400, "The body is empty"),
    INCOMPLETE_BODY(400, "The body ended early"),
    INVALID_ATTEMPT(400, "The attempt is missing or not a number"),
    INVALID_PARAMETER(400, "A parameter has an invalid value"),
    INVALID_NAME(400, "The name is not allowed"),
    INVALID_TENANT(400, "The tenant's name is not allowed"),
    MALFORMED_JSON(400, "The body is not the JSON that is wanted"),
    NOT_FOUND(404, "There is nothing here"),
    IMAGE_NOT_FOUND(404, "There is no such image"),
    UPLOAD_NOT_FOUND(404, "There is no such upload"),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "No representation is acceptable"),
    ARTIFACT_EXISTS(409, "The artifact exists with other bytes"),
    ARTIFACT_PERMANENT(409, "The artifact is kept for good"),
    IMAGE_IN_USE(409, "A transfer uses the image"),
    STALE_ATTEMPT(409, "A later attempt has taken over"),
    ATTEMPT_OVER(409, "An earlier lease has had the attempt"),
    TRANSFER_CLAIMED(409, "The transfer belongs to another request"),
    UPLOAD_MISSING(409, "Nothing was put where the upload's link leads"),
    BODY_TOO_LARGE(413, "The body is too large"),
    IMAGE_TOO_LARGE(413, "The image has too many pixels"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type is not understood"),
    RANGE_NOT_SATISFIABLE(416, "The range lies outside the object"),
    ADDRESS_NOT_ALLOWED(422, "The address is not allowed"),
    IMAGE_UNAVAILABLE(422, "The image cannot be fetched"),
    NOT_AN_IMAGE(422, "The body is not an image that can be read"),
    TRUNCATED_IMAGE(422, "The image is truncated"),
    UPLOAD_MISMATCH(422, "The upload is not what was promised"),
    INTERNAL_ERROR(500, "The service failed"),
    RENDITIONS_BUSY(503, "Too many pictures are being rendered"),
    TRANSFERS_UNKNOWN(503, "Which images are used is not known now"),
    STORE_UNAVAILABLE(503, "The object store is unavailable");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable identifier, such as {@code urn:impasto:problem:image-not-found}. */
    public String urn() {
        return "urn:impasto:problem:"
                + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
