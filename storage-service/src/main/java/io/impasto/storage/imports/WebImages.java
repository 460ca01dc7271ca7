package io.impasto.storage.imports;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

import io.impasto.egress.AddressGuard;
import io.impasto.egress.Authorities;
import io.impasto.egress.CertificateFault;
import io.impasto.egress.ForbiddenAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.storage.problems.ProblemException;
import io.impasto.storage.problems.ProblemType;

/**
 * Pictures of the web. The connection goes to the address that was checked, its certificate must be for the name that was
 * asked for, no redirect is followed, no proxy is asked, and plain http only where the operator trusts the subnet.
 */
@Singleton
class WebImages {

    private static final int REDIRECT = 3;

    private final AddressGuard guard;
    private final OkHttpClient http;

    @Inject
    WebImages(ImportsConfig config) {
        this(config, new AddressGuard(config.allowedSubnets().orElse(List.of())));
    }

    WebImages(ImportsConfig config, AddressGuard guard) {
        this.guard = guard;
        X509TrustManager authorities = Authorities.trusted(config.authoritiesFile());
        this.http = new OkHttpClient.Builder()
                .sslSocketFactory(sockets(authorities), authorities)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.timeout())
                .callTimeout(config.timeout())
                .build();
    }

    private static SSLSocketFactory sockets(X509TrustManager authorities) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {authorities}, null);
            return tls.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /**
     * Begins to fetch a picture; the caller closes it.
     *
     * @throws ProblemException {@code address-not-allowed} or {@code image-unavailable}
     */
    Fetched open(String address) {
        try {
            WebAddress web = WebAddress.parse(address);
            web.checkLiteral(guard);
            InetAddress host = guard.resolve(web.host());
            if (!web.secure() && !guard.trusts(host)) {
                throw notAllowed("The address must begin with https://.");
            }
            return open(web, host);
        } catch (UnacceptableAddress e) {
            throw notAllowed(e.getMessage());
        } catch (ForbiddenAddress e) {
            throw notAllowed("Its host leads to an address that is not allowed.");
        } catch (UnknownHostException e) {
            throw Fetched.unavailable("The host of the address is not known.");
        } catch (InterruptedIOException e) {
            throw Fetched.unavailable("The host did not answer in time.");
        } catch (SSLException e) {
            throw Fetched.unavailable("The host could not show that it is the one that was asked for: "
                    + CertificateFault.of(e)
                            .map(CertificateFault::description)
                            .orElse("it does not speak TLS, or none that is safe")
                    + ".");
        } catch (IOException e) {
            throw Fetched.unavailable("The host accepts no connection, or broke it off.");
        }
    }

    private Fetched open(WebAddress web, InetAddress host) throws IOException {
        HttpUrl url = HttpUrl.parse(web.uri().toString());
        if (url == null) {
            // Such as a host that begins with xn-- and is no Punycode.
            throw notAllowed("The URL cannot be read.");
        }
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "image/*")
                .header("User-Agent", "impasto")
                .build();
        Response response = http.newBuilder()
                .dns(name -> List.of(host))
                .build()
                .newCall(request)
                .execute();
        if (response.code() == 200) {
            return new Fetched(response.body().byteStream(), response.body().contentLength());
        }
        response.close();
        throw Fetched.unavailable(
                response.code() / 100 == REDIRECT
                        ? "The address leads to another one, which is not followed."
                        : "The host answered " + response.code() + ".");
    }

    private static ProblemException notAllowed(String detail) {
        return new ProblemException(ProblemType.ADDRESS_NOT_ALLOWED, detail);
    }

    @PreDestroy
    void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
