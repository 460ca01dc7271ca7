package io.impasto.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * What the parts prove themselves with; made once per data folder.
 *
 * @param store the keys of the S3 server
 * @param webhooks signs webhooks, as Standard Webhooks writes it: {@code whsec_} and 32 bytes in Base64
 */
record Secrets(ObjectStore.Keys store, String webhooks) {

    private static final String ACCESS_KEY = "store.access-key";
    private static final String SECRET_KEY = "store.secret-key";
    private static final String WEBHOOKS = "webhooks.secret";

    /** Reads the file, or makes it with fresh secrets and mode 600. */
    static Secrets in(Path file) {
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Secrets read(Path file) throws IOException {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return new Secrets(
                new ObjectStore.Keys(required(kept, ACCESS_KEY, file), required(kept, SECRET_KEY, file)),
                required(kept, WEBHOOKS, file));
    }

    private static Secrets make(Path file) throws IOException {
        Secrets fresh = new Secrets(
                ObjectStore.Keys.random(), "whsec_" + Base64.getEncoder().encodeToString(random(32)));
        Properties kept = new Properties();
        kept.setProperty(ACCESS_KEY, fresh.store.accessKey());
        kept.setProperty(SECRET_KEY, fresh.store.secretKey());
        kept.setProperty(WEBHOOKS, fresh.webhooks);
        StringWriter text = new StringWriter();
        kept.store(text, null);
        PrivateFiles.write(file, text.toString());
        return fresh;
    }

    private static String required(Properties kept, String key, Path file) {
        String value = kept.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new StackProblem(file + " lacks " + key + "; remove the file to make fresh secrets");
        }
        return value;
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Secrets[...]";
    }
}
