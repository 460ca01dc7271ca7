package io.impasto.gateway.webhooks;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import org.jboss.logging.Logger;

import io.impasto.egress.AddressGuard;
import io.impasto.egress.ForbiddenAddress;
import io.impasto.egress.UnacceptableAddress;
import io.impasto.egress.WebAddress;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;

/**
 * Sends one delivery and publishes what came of it: delivered, gone, due again later, or exhausted. The connection goes to
 * the address that was checked, no redirect is followed, and of the answer only the status is read.
 */
@ApplicationScoped
public class DeliverWebhook {

    private static final Logger LOG = Logger.getLogger(DeliverWebhook.class);
    private static final int GONE = 410;

    /** The longest that a receiver can have itself spared by Retry-After. */
    private static final Duration MOST_ASKED = Duration.ofHours(24);

    /**
     * What a receiver answered.
     *
     * @param retryAfter how long it wants to be left alone, or zero
     */
    private record Answer(int status, Duration retryAfter) {}

    private final WebhooksConfig config;
    private final Publisher publisher;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final HttpClient http;
    private final AddressGuard guard;
    private final Signer signer;
    private final Timer lag;
    private final DisabledReceivers disabledReceivers;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    DeliverWebhook(
            WebhooksConfig config,
            Publisher publisher,
            DisabledReceivers disabledReceivers,
            MeterRegistry metrics,
            Vertx vertx) {
        this.disabledReceivers = disabledReceivers;
        this.config = config;
        this.publisher = publisher;
        this.metrics = metrics;
        this.vertx = vertx;
        this.guard = new AddressGuard(config.allowedSubnets().orElse(List.of()));
        this.signer = Signer.of(config).orElse(null);
        this.lag = Timer.builder("impasto.webhook.lag")
                .description("From what is told to its acceptance by the receiver")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(metrics);
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(4)
                .setConnectTimeout(Math.toIntExact(config.connectTimeout().toMillis())));
        metrics.gaugeCollectionSize("impasto.webhook.deliveries.active", List.of(), underWay);
        Gauge.builder("impasto.webhook.deliveries.pending", waiting, tasks -> tasks.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .description(
                        "Deliveries of this gateway's partitions that were not accepted yet and will be tried again")
                .register(metrics);
    }

    /** Begins to send, unless this very delivery is under way or too many are; then it is offered again a second later. */
    void send(Delivery delivery) {
        if (!disabledReceivers.known() || underWay.size() >= config.concurrency() || !underWay.add(delivery.id())) {
            return;
        }
        if (disabledReceivers.has(delivery) && delivery.asked() == null) {
            vertx.executeBlocking(() -> publish(delivery.disabled()), false);
            return;
        }
        post(delivery)
                .map(answer -> judge(delivery, answer))
                .otherwise(failure -> again(delivery, null, Duration.ZERO, reason(failure)))
                .onSuccess(next -> vertx.executeBlocking(() -> publish(next), false));
    }

    private Future<Answer> post(Delivery delivery) {
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
        Future<Answer> answer = vertx.executeBlocking(() -> guard.resolve(url.host()), false)
                .compose(address -> http.request(options(url, address)))
                .compose(request -> traced(request, delivery)
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
        return answer.timeout(config.connectTimeout().plus(config.timeout()).toMillis(), TimeUnit.MILLISECONDS);
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

    private static HttpClientRequest traced(HttpClientRequest request, Delivery delivery) {
        delivery.trace().headers().forEach(request::putHeader);
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

    private Delivery judge(Delivery delivery, Answer answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            if (delivery.since() != null) {
                lag.record(Duration.between(delivery.since(), Instant.now()));
            }
            return delivery.delivered(status);
        }
        return status == GONE
                ? delivery.gone(status)
                : again(delivery, status, answer.retryAfter(), "it answered " + status);
    }

    private Delivery again(Delivery delivery, Integer status, Duration asked, String reason) {
        List<Duration> delays = config.retryDelays();
        if (delivery.attempt() >= delays.size()) {
            return delivery.exhausted(status, reason);
        }
        double change = config.jitter() * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        Duration planned =
                Duration.ofMillis(Math.round(delays.get(delivery.attempt()).toMillis() * (1 + change)));
        Duration delay = planned.compareTo(asked) < 0 ? asked : planned;
        return delivery.retry(Instant.now().plus(delay), status, reason);
    }

    /** Is told how many deliveries of a task of the fold wait to be sent. */
    void waiting(String task, int deliveries) {
        waiting.put(task, deliveries);
    }

    private boolean publish(Delivery next) {
        disabledReceivers.take(next);
        metrics.counter(
                        "impasto.webhook.deliveries",
                        "outcome",
                        next.outcome().name().toLowerCase())
                .increment();
        if (next.error() != null) {
            LOG.infof("Webhook %s, attempt %d: %s", next.id(), next.attempt(), next.error());
        }
        publisher
                .publish(Topics.DELIVERIES, next.transfer().toString(), next.write(), List.of())
                .whenComplete((place, failure) -> underWay.remove(next.id()));
        return true;
    }

    private static void close(HttpClientRequest request) {
        // The rest of the answer, however long, is not wanted.
        request.connection().close();
    }

    private static String reason(Throwable failure) {
        if (failure instanceof ForbiddenAddress || failure instanceof UnacceptableAddress) {
            return failure.getMessage();
        }
        if (failure instanceof UnknownHostException) {
            return "its name is not known";
        }
        if (failure instanceof TimeoutException) {
            return "it did not answer in time";
        }
        return failure instanceof ConnectException ? "it accepts no connection" : "the connection failed";
    }
}
