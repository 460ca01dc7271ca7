package io.impasto.egress;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a host's certificate was not accepted. */
public enum CertificateFault {
    OUT_OF_DATE("its certificate has expired, or is not valid yet"),
    UNTRUSTED("no authority that is trusted vouches for its certificate"),
    OTHER_NAME("its certificate is for another name");

    private final String description;

    CertificateFault(String description) {
        this.description = description;
    }

    /** Of the host, without a full stop: "its certificate ...". */
    public String description() {
        return description;
    }

    /** What was wrong, if a connection failed for its certificate. */
    public static Optional<CertificateFault> of(Throwable failure) {
        Optional<CertificateFault> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return Optional.of(OUT_OF_DATE);
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                // May yet be followed by what the path was refused for.
                found = Optional.of(UNTRUSTED);
            } else if (found.isEmpty()
                    && (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException)) {
                // Whoever builds the path says so by a cause of its own; what has none is the check of the name.
                found = Optional.of(OTHER_NAME);
            }
        }
        return found;
    }
}
