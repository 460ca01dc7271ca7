package io.impasto.worker.transfers;

/**
 * Why a transfer failed, after RFC 9457 and {@code problem.v1}.
 *
 * @param type {@code urn:impasto:problem:<name>}
 * @param title the same for every problem of the type
 * @param status the HTTP status that fits it
 * @param detail this case, for a person
 * @param option the option at fault, where one is
 */
public record Problem(String type, String title, int status, String detail, String option) {

    private static final int UNPROCESSABLE = 422;

    private static Problem of(String name, String title, int status, String detail) {
        return new Problem("urn:impasto:problem:" + name, title, status, detail, null);
    }

    /** A request whose members are missing or of the wrong shape. */
    public static Problem invalidRequest(String detail) {
        return of("invalid-request", "The request is not valid", UNPROCESSABLE, detail);
    }

    /** An option that can't be used. */
    public static Problem invalidOption(String option, String detail) {
        return new Problem(
                "urn:impasto:problem:invalid-option", "An option is not valid", UNPROCESSABLE, detail, option);
    }

    /** An option that does not exist. */
    public static Problem unknownOption(String option, String detail) {
        return new Problem(
                "urn:impasto:problem:unknown-option", "There is no such option", UNPROCESSABLE, detail, option);
    }

    /** An image id that storage-service does not know. */
    public static Problem imageUnknown(String id) {
        return of(
                "image-unknown", "There is no such image", UNPROCESSABLE, "No image with the id " + id + " is stored.");
    }

    /** An image that can't be used; {@code name} and {@code detail} are the decoder's. */
    public static Problem image(String name, String detail) {
        return of(name, "An image cannot be used", UNPROCESSABLE, detail);
    }

    /** A network that this worker does not have. */
    public static Problem networkNotAvailable(String detail) {
        return of("network-not-available", "This network is not available", UNPROCESSABLE, detail);
    }

    /** The deadline came before the end. */
    public static Problem deadlinePassed(java.time.Instant deadline) {
        return of(
                "deadline-passed",
                "The deadline has passed",
                504,
                "It was to be given up at " + deadline + " and had not ended.");
    }

    /** Too many attempts ended without a result. */
    public static Problem attemptsExhausted(int attempts) {
        return of(
                "attempts-exhausted",
                "No attempt came to an end",
                500,
                "All " + attempts + " attempts ended without a result; the workers' logs say why.");
    }
}
