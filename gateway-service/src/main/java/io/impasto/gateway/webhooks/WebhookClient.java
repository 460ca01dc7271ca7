package io.impasto.gateway.webhooks;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;

import io.impasto.egress.AddressGuard;
import io.impasto.egress.Authorities;
import io.impasto.egress.CertificateFault;
import io.impasto.egress.ForbiddenAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.gateway.events.Trace;
import io.impasto.tracing.Span;
import io.impasto.tracing.Spans;

/**
 * Posts deliveries to receivers. The connection goes to the address that was checked, its certificate must be for the name in
 * the URL, no redirect is followed, and of the answer only the status and {@code Retry-After} are read.
 */
final class WebhookClient {

    /** The longest that a receiver can have itself spared by Retry-After. */
    private static final Duration MOST_ASKED = Duration.ofHours(24);

    /**
     * What a receiver answered.
     *
     * @param retryAfter how long it wants to be left alone, or zero
     */
    record Answer(int status, Duration retryAfter) {}

    private final WebhooksConfig config;
    private final Vertx vertx;
    private final AddressGuard guard;
    private final Spans spans;
    private final Signer signer;
    private final HttpClient http;

    WebhookClient(WebhooksConfig config, Vertx vertx, AddressGuard guard, Spans spans) {
        this.config = config;
        this.vertx = vertx;
        this.guard = guard;
        this.spans = spans;
        this.signer = Signer.of(config).orElse(null);
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(4)
                .setTrustOptions(TrustOptions.wrap(Authorities.trusted(config.authoritiesFile())))
                .setVerifyHost(true)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis())));
    }

    /** What the receiver answers; fails with what {@link #reason} puts into words. */
    Future<Answer> post(Delivery delivery) {
        if (signer == null) {
            return Future.failedFuture("this gateway has no signing secret");
        }
        WebAddress url;
        try {
            url = WebAddress.parse(delivery.url());
        } catch (UnacceptableAddress e) {
            return Future.failedFuture(e);
        }
        Instant now = Instant.now();
        Trace trace = delivery.trace();
        Span span = spans.begin(Spans.Kind.CLIENT, "POST webhook", trace.parent(), trace.state())
                .set("impasto.transfer", delivery.transfer().toString())
                .set("server.address", url.host());
        Future<Answer> answer = vertx.executeBlocking(() -> guard.resolve(url.host()), false)
                .compose(address -> http.request(options(url, address)))
                .compose(request -> traced(request, Trace.of(span.traceparent(), trace.state()))
                        .putHeader("Content-Type", "application/json")
                        .putHeader("User-Agent", "impasto")
                        .putHeader("webhook-id", delivery.id())
                        .putHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                        .putHeader("webhook-signature", signer.sign(delivery.id(), now, delivery.body()))
                        .send(delivery.body())
                        .map(response -> {
                            Answer given = new Answer(response.statusCode(), asked(response.getHeader("Retry-After")));
                            close(request);
                            return given;
                        })
                        .onFailure(failure -> close(request)));
        return answer.timeout(config.connectTimeout().plus(config.timeout()).toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(given -> span.set("http.response.status_code", given.status()))
                .onFailure(failure -> span.fail(reason(failure)))
                .onComplete(over -> span.close());
    }

    private RequestOptions options(WebAddress url, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(url.port(), address.getHostAddress()))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.secure())
                .setURI(url.target())
                .setFollowRedirects(false)
                .setTimeout(config.timeout().toMillis());
    }

    private static HttpClientRequest traced(HttpClientRequest request, Trace trace) {
        trace.headers().forEach(request::putHeader);
        return request;
    }

    /** Seconds of Retry-After; what is none, or a date, counts as absent. */
    private static Duration asked(String retryAfter) {
        if (retryAfter == null || !retryAfter.strip().matches("[0-9]{1,9}")) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        return asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
    }

    private static void close(HttpClientRequest request) {
        // The rest of the answer, however long, is not wanted.
        request.connection().close();
    }

    /** Why a receiver could not be told, for the log of deliveries. */
    static String reason(Throwable failure) {
        if (failure instanceof ForbiddenAddress || failure instanceof UnacceptableAddress) {
            return failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "its name is not known";
        }
        if (failure instanceof TimeoutException) {
            return "it did not answer in time";
        }
        if (failure instanceof ConnectException) {
            return "it accepts no connection";
        }
        return CertificateFault.of(failure).map(CertificateFault::description).orElse("the connection failed");
    }
}
