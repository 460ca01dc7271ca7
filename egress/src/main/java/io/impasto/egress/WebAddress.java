package io.impasto.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * An absolute address of the web (RFC 9110, section 4.2), as far as it can be judged by itself: no user info, no fragment, a
 * port that exists.
 *
 * @param uri with the scheme {@code http} or {@code https}, and a host
 */
public record WebAddress(URI uri) {

    private static final int MAX_LENGTH = 2048;

    /** @throws UnacceptableAddress with the reason, as a sentence */
    public static WebAddress parse(String text) throws UnacceptableAddress {
        if (text.length() > MAX_LENGTH) {
            throw new UnacceptableAddress("The URL is longer than 2048 characters.");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new UnacceptableAddress("The URL cannot be read: " + e.getReason() + ".");
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null) {
            throw new UnacceptableAddress("The URL must be absolute and begin with http:// or https://.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new UnacceptableAddress("The URL may have neither user info nor a fragment.");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new UnacceptableAddress("The port must be between 1 and 65535.");
        }
        return new WebAddress(uri);
    }

    /** The name or address of the host; an IPv6 address without its brackets. */
    public String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whether it is spoken to by TLS. */
    public boolean secure() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** The port, or the scheme's own where none is named. */
    public int port() {
        return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
    }

    /** What a request line names: path and query. */
    public String target() {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /**
     * Holds the host to the guard if it is an address itself; a name is looked up only when it is connected to.
     *
     * @throws UnacceptableAddress if the guard forbids it
     */
    public void checkLiteral(AddressGuard guard) throws UnacceptableAddress {
        boolean literal = uri.getHost().startsWith("[") || uri.getHost().matches("[0-9.]+");
        try {
            if (literal && !guard.allows(InetAddress.getByName(host()))) {
                throw new UnacceptableAddress("Its address is not allowed.");
            }
        } catch (UnknownHostException e) {
            throw new UnacceptableAddress("Its address is not allowed.");
        }
    }
}
