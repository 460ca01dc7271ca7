package io.impasto.images;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks the service in this container whether it is ready, for images that have no shell and no curl. */
public final class Health {

    private static final int PATIENCE_MILLIS = 3000;

    private Health() {}

    /**
     * Exits with 0 if it is ready, with 1 if not: the codes of Docker's HEALTHCHECK.
     *
     * @param arguments the address that tells, such as {@code http://127.0.0.1:8080/q/health/ready}
     */
    public static void main(String[] arguments) {
        String said = ask(URI.create(arguments[0]));
        System.out.println(said);
        System.exit(said.equals("ready") ? 0 : 1);
    }

    /** {@code ready}, or why not. */
    static String ask(URI address) {
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK ? "ready" : "not ready: status " + status;
        } catch (IOException unreachable) {
            return "not reachable: " + unreachable.getMessage();
        }
    }
}
