package io.impasto.engine.network.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import java.util.function.Function;

/** Where a download may lead: to https, or to plain http on this machine if it began there. */
final class Addresses {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MAX_REDIRECTS = 5;

    private Addresses() {}

    /**
     * Requests an address and follows redirects.
     *
     * @throws UnreachableException if a redirect leads where it may not
     * @throws Broken if there is no answer
     */
    static HttpResponse<InputStream> get(HttpClient client, URI address, Function<URI, HttpRequest> request)
            throws Broken, InterruptedException, IOException {
        URI at = address;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            require(address, at);
            HttpResponse<InputStream> response = send(client, request.apply(at));
            String location = response.headers().firstValue("Location").orElse(null);
            if (!REDIRECTS.contains(response.statusCode()) || location == null) {
                return response;
            }
            response.body().close();
            at = resolve(address, at, location);
        }
        throw new UnreachableException(address + ": redirects more than " + MAX_REDIRECTS + " times", null);
    }

    private static HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
            throws Broken, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException offline) {
            throw new Broken("can't be reached", offline);
        } catch (HttpTimeoutException silent) {
            throw new Broken("does not answer", silent);
        } catch (IOException broken) {
            throw new Broken("the connection broke: " + broken.getMessage(), broken);
        }
    }

    private static void require(URI address, URI at) {
        if (at.getHost() == null) {
            throw new UnreachableException(at + ": not an address of a file, such as https://host/file", null);
        }
        boolean local = "http".equals(at.getScheme()) && isLoopback(at) && isLoopback(address);
        if (!"https".equals(at.getScheme()) && !local) {
            throw new UnreachableException(
                    address + ": " + (at.equals(address) ? "is" : "leads to " + at + ", which is") + " not https",
                    null);
        }
    }

    private static boolean isLoopback(URI address) {
        return address.getHost() != null && LOOPBACK.contains(address.getHost());
    }

    private static URI resolve(URI address, URI at, String location) {
        try {
            return at.resolve(location);
        } catch (IllegalArgumentException malformed) {
            throw new UnreachableException(
                    address + ": redirects to '" + location + "', which is no address", malformed);
        }
    }
}
