package io.impasto.stack.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A certificate authority for the occasion, which nobody trusts but who is given its {@link #certificate}. */
public final class Authority {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String OWN = "authority";

    private final Path folder;

    /** @param folder of its own, which exists; its keys are kept there */
    public Authority(Path folder) {
        this.folder = folder;
        keytool(
                "-genkeypair",
                "-alias",
                OWN,
                "-keyalg",
                "EC",
                "-dname",
                "CN=Authority " + UUID.randomUUID(),
                "-ext",
                "bc:c");
        keytool("-exportcert", "-rfc", "-alias", OWN, "-file", certificate().toString());
    }

    /** Its certificate, as a PEM file. */
    public Path certificate() {
        return folder.resolve("authority.pem");
    }

    /**
     * Certifies a host.
     *
     * @param name as keytool writes subject alternative names: {@code dns:hooks.example}, {@code ip:127.0.0.1}
     * @return what that host serves with
     */
    public SSLContext certify(String name) {
        return serving(name, "-validity", "2");
    }

    /** The same, but that the certificate was good until the day before yesterday. */
    public SSLContext certifyInThePast(String name) {
        return serving(name, "-startdate", "-4d", "-validity", "2");
    }

    private SSLContext serving(String name, String... validity) {
        String alias = UUID.randomUUID().toString();
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-signer",
                OWN,
                "-dname",
                "CN=Host",
                "-ext",
                "san=" + name));
        arguments.addAll(List.of(validity));
        keytool(arguments.toArray(String[]::new));
        try {
            KeyStore all = KeyStore.getInstance(keys().toFile(), PASSWORD);
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(one, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-storetype", "PKCS12", "-keystore", keys().toString(), "-storepass", new String(PASSWORD)));
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException("keytool cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
