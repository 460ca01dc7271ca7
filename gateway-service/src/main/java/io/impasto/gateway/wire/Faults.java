package io.impasto.gateway.wire;

import java.net.URI;
import java.net.URISyntaxException;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

import io.impasto.gateway.problems.Problem;
import io.impasto.gateway.problems.ProblemType;

/** What is wrong with what came over the wire (RFC 9112), or null. */
final class Faults {

    private static final Problem LINE_TOO_LONG = new Problem(
            ProblemType.URI_TOO_LONG, "The first line is longer than is read here. What is long belongs into a body.");
    private static final Problem HEADERS_TOO_LARGE = new Problem(
            ProblemType.HEADERS_TOO_LARGE,
            "The header fields together are longer than is read here. Send fewer or shorter ones.");
    private static final Problem NO_HTTP = new Problem(
            ProblemType.INVALID_REQUEST,
            "This cannot be read as HTTP/1.1: the first line, a header field or the length of the body is malformed.");
    private static final Problem VERSION =
            new Problem(ProblemType.HTTP_VERSION_NOT_SUPPORTED, "HTTP/1.1 and HTTP/1.0 are spoken here.");
    private static final Problem NO_URI = new Problem(
            ProblemType.INVALID_REQUEST,
            "The address in the first line is no URI. Write what RFC 3986 does not allow as it is as % and two hex digits.");
    private static final Problem CHUNKS = new Problem(
            ProblemType.INVALID_REQUEST,
            "The chunks of the body cannot be told apart: each begins with its size in hex digits and ends with CR LF.");

    private Faults() {}

    static Problem of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            return cause instanceof TooLongHttpLineException
                    ? LINE_TOO_LONG
                    : cause instanceof TooLongHttpHeaderException ? HEADERS_TOO_LARGE : NO_HTTP;
        }
        // A later 1.x is answered as 1.1 (RFC 9110, 2.5).
        if (request.protocolVersion().majorVersion() != 1) {
            return VERSION;
        }
        return isUri(request.uri()) ? null : NO_URI;
    }

    static Problem of(HttpContent content) {
        return content.decoderResult().isFailure() ? CHUNKS : null;
    }

    private static boolean isUri(String uri) {
        try {
            new URI(uri);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
