package io.impasto.gateway.bodies;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/**
 * A form of RFC 7578, read from a spooled body. Its files lie beside the body; closing the form removes them.
 *
 * @param parts in their order
 */
public record MultipartForm(List<Part> parts) implements AutoCloseable {

    private static final int MAX_PARTS = 32;
    private static final int MAX_TEXT = 64 * 1024;
    private static final int BUFFER = 32 * 1024;

    /** One part of a form. */
    public sealed interface Part {
        String name();

        /** @throws ProblemException {@code body-too-large} if it is longer than 64 KiB */
        String text();
    }

    /** A part with a file name. */
    public record FilePart(String name, Path file) implements Part {
        @Override
        public String text() {
            try {
                if (Files.size(file) > MAX_TEXT) {
                    throw tooLong(name);
                }
                return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A part without a file name. */
    public record TextPart(String name, String text) implements Part {}

    /**
     * Reads the form of a request whose body is spooled.
     *
     * @throws ProblemException {@code malformed-multipart}, or another reason why it cannot be read
     */
    public static MultipartForm read(RoutingContext context) throws IOException {
        Path body = BodySpool.file(context);
        String boundary = boundary(context.request()).orElseThrow();
        MultipartForm form = new MultipartForm(new ArrayList<>());
        try (InputStream bytes = Files.newInputStream(body)) {
            form.read(new MultipartStream(bytes, boundary.getBytes(StandardCharsets.ISO_8859_1), BUFFER, null), body);
            return form;
        } catch (IOException e) {
            form.close();
            throw malformed("It ends too early, or a part's header is broken or too long.");
        } catch (RuntimeException e) {
            form.close();
            throw e;
        }
    }

    static Optional<String> boundary(HttpServerRequest request) {
        String boundary =
                parameters(request.getHeader(HttpHeaders.CONTENT_TYPE)).get("boundary");
        return Optional.ofNullable(boundary).filter(b -> !b.isEmpty() && b.length() <= 70);
    }

    @Override
    public void close() {
        for (Part part : parts) {
            if (part instanceof FilePart file) {
                try {
                    Files.deleteIfExists(file.file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void read(MultipartStream stream, Path body) throws IOException {
        boolean more = stream.skipPreamble();
        if (!more) {
            throw malformed("It has no parts, or another boundary than its Content-Type says.");
        }
        while (more) {
            if (parts.size() == MAX_PARTS) {
                throw ProblemType.UNEXPECTED_PART.problem("There may be at most " + MAX_PARTS + " parts.");
            }
            Map<String, String> disposition = disposition(stream.readHeaders());
            String name = disposition.get("name");
            if (name == null) {
                throw malformed("A part has no name.");
            }
            if (disposition.containsKey("filename")) {
                Path file = body.resolveSibling(body.getFileName() + "-" + parts.size());
                parts.add(new FilePart(name, file));
                try (OutputStream to = Files.newOutputStream(file)) {
                    stream.readBodyData(to);
                }
            } else {
                parts.add(new TextPart(name, text(stream, name)));
            }
            more = stream.readBoundary();
        }
    }

    private static String text(MultipartStream stream, String name) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                if (count + length > MAX_TEXT) {
                    throw tooLong(name);
                }
                super.write(bytes, offset, length);
            }
        };
        stream.readBodyData(text);
        return text.toString(StandardCharsets.UTF_8);
    }

    private static ProblemException tooLong(String name) {
        return ProblemType.BODY_TOO_LARGE
                .problem("The part " + (name.length() > 64 ? name.substring(0, 64) : name) + " is longer than "
                        + MAX_TEXT + " bytes.")
                .with("maximum", MAX_TEXT);
    }

    private static Map<String, String> disposition(String headers) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst()
                .map(line -> parameters(line.substring(line.indexOf(':') + 1)))
                .orElse(Map.of());
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }

    private static ProblemException malformed(String detail) {
        return ProblemType.MALFORMED_MULTIPART.problem(detail);
    }
}
