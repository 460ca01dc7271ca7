package io.impasto.egress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities that a host is believed for: those of the JVM, and the operator's own. */
public final class Authorities {

    private Authorities() {}

    /**
     * @param file further authorities: certificates in PEM, one after the other; read once
     * @throws IllegalArgumentException with the reason, if the file cannot be read or holds none
     */
    public static X509TrustManager trusted(Optional<Path> file) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate authority : manager(null).getAcceptedIssuers()) {
                add(trusted, authority);
            }
            for (Certificate authority : file.map(Authorities::read).orElse(List.of())) {
                add(trusted, authority);
            }
            return manager(trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JVM's own certificate authorities cannot be read", e);
        }
    }

    private static Collection<? extends Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("There is no certificate in " + file);
            }
            return certificates;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("The certificate authorities of " + file + " cannot be read", e);
        }
    }

    private static void add(KeyStore store, Certificate authority) throws GeneralSecurityException {
        store.setCertificateEntry(String.valueOf(store.size()), authority);
    }

    private static X509TrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
