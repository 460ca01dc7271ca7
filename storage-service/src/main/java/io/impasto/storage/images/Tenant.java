package io.impasto.storage.images;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.HttpHeaders;

import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * Whose images are meant, as the gateway names it in the header {@code Impasto-Tenant}.
 *
 * @param name of 1 to 63 characters
 */
public record Tenant(String name) {

    private static final String HEADER = "Impasto-Tenant";

    /** Who uploads without a name, and whose the images are that were kept before there were tenants. */
    public static final Tenant DEFAULT = new Tenant("default");

    private static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

    /**
     * The tenant that a request names; empty where the header is missing, which an empty one is not.
     *
     * @throws ProblemException {@code invalid-tenant}
     */
    public static Optional<Tenant> of(HttpHeaders headers) {
        List<String> named = headers.getRequestHeader(HEADER);
        if (named == null || named.isEmpty()) {
            return Optional.empty();
        }
        if (named.size() > 1 || !PATTERN.matcher(named.get(0)).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_TENANT,
                    "The header " + HEADER
                            + " is one name of 1 to 63 characters of a-z, 0-9, '_' and '-', beginning with a letter or digit.");
        }
        return Optional.of(new Tenant(named.get(0)));
    }
}
