package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Downloads one file over HTTP. What has come stays in a {@code .part} file beside a note of the version that the server
 * named (ETag), so that after a break only the rest is asked for ({@code Range} with {@code If-Range}, RFC 9110): of the
 * same version the server sends the rest, of another one the whole file.
 */
final class Download {
    private final URI address;
    private final Part part;
    private final long maxBytes;
    private final Patience patience;
    private final BiConsumer<Long, Long> progress;
    private final HttpClient client;

    /** @param progress is told bytes so far and bytes in all, -1 where the server does not say */
    Download(URI address, Part part, long maxBytes, Patience patience, BiConsumer<Long, Long> progress) {
        this.address = address;
        this.part = part;
        this.maxBytes = maxBytes;
        this.patience = patience;
        this.progress = progress;
        // Redirects are followed by Addresses, which looks where they lead.
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Completes the part.
     *
     * @throws UnreachableException if the address does not deliver
     * @throws IOException if the part can't be written
     */
    void run() throws IOException, InterruptedException {
        int failures = 0;
        boolean connected = false;
        while (true) {
            long before = part.length();
            try {
                attempt();
                return;
            } catch (Broken broken) {
                connected |= !broken.isWithoutConnection();
                failures = part.length() > before ? 1 : failures + 1;
                // Without a network more attempts only make a person wait.
                if (failures >= patience.attempts() || !connected) {
                    throw new UnreachableException(address + ": " + broken.getMessage(), broken);
                }
                Thread.sleep(patience.pauseAfter(failures).toMillis());
            }
        }
    }

    private void attempt() throws IOException, Broken, InterruptedException {
        Optional<String> version = part.version();
        long from = part.length();
        HttpResponse<InputStream> response = Addresses.get(client, address, at -> request(at, version, from));
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            if (status == 416 && version.isPresent()) {
                part.discard();
                throw new Broken("the server has no rest of what came before", null);
            }
            boolean resumed = status == 206
                    && version.isPresent()
                    && ContentRange.of(response).startsAt(from);
            if (status == 206 && !resumed) {
                part.discard();
                throw new Broken("the server sends another part than it was asked for", null);
            }
            if (!resumed && status != 200) {
                throw refused(status);
            }
            if (!resumed) {
                part.restart(response.headers().firstValue("ETag").orElse(null));
            }
            long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            receive(body, rest < 0 ? -1 : part.length() + rest);
        }
    }

    private HttpRequest request(URI at, Optional<String> version, long from) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).timeout(patience.answer()).header("Accept-Encoding", "identity");
        version.ifPresent(same -> request.header("Range", "bytes=" + from + "-").header("If-Range", same));
        return request.build();
    }

    private Broken refused(int status) {
        String answer = "the server answers " + status;
        if (status >= 500 || status == 429 || status == 408) {
            return new Broken(answer, null);
        }
        throw new UnreachableException(address + ": " + answer, null);
    }

    private void receive(InputStream body, long total) throws IOException, Broken {
        requireSize(total);
        byte[] buffer = new byte[1 << 16];
        long length = part.length();
        try (Silence silence = new Silence(patience.silence(), body);
                OutputStream out = Files.newOutputStream(part.file(), StandardOpenOption.APPEND)) {
            for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
                silence.ended();
                length += n;
                requireSize(length);
                out.write(buffer, 0, n);
                progress.accept(length, total);
            }
        }
        if (total >= 0 && length < total) {
            throw new Broken("the connection broke after " + length + " of " + total + " bytes", null);
        }
    }

    private void requireSize(long bytes) throws IOException {
        if (bytes > maxBytes) {
            part.discard();
            throw new UnreachableException(
                    address + ": sends more than the " + maxBytes + " bytes that the file can have", null);
        }
    }

    private static int read(InputStream body, byte[] buffer) throws Broken {
        try {
            return body.read(buffer);
        } catch (IOException broken) {
            throw new Broken("the connection broke: " + broken.getMessage(), broken);
        }
    }
}
