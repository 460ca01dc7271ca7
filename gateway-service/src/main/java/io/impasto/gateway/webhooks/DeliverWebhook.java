package io.impasto.gateway.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.impasto.egress.AddressGuard;
import io.impasto.gateway.kafka.Publisher;
import io.impasto.gateway.kafka.Topics;
import io.impasto.tracing.Spans;
import io.impasto.tracing.TraceParent;

/** Sends one delivery and publishes what came of it: delivered, gone, due again later, or exhausted. */
@ApplicationScoped
public class DeliverWebhook {

    private static final Logger LOG = Logger.getLogger(DeliverWebhook.class);
    private static final int GONE = 410;

    private final WebhooksConfig config;
    private final RetrySchedule schedule;
    private final Publisher publisher;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final WebhookClient client;
    private final Timer lag;
    private final KnownDeliveries knownDeliveries;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    DeliverWebhook(
            WebhooksConfig config,
            Publisher publisher,
            KnownDeliveries knownDeliveries,
            MeterRegistry metrics,
            Vertx vertx,
            Spans spans) {
        this.knownDeliveries = knownDeliveries;
        this.config = config;
        this.schedule = new RetrySchedule(config.retryDelays(), config.jitter());
        this.publisher = publisher;
        this.metrics = metrics;
        this.vertx = vertx;
        this.client = new WebhookClient(
                config, vertx, new AddressGuard(config.allowedSubnets().orElse(List.of())), spans);
        this.lag = Timer.builder("impasto.webhook.lag")
                .description("From what is told to its acceptance by the receiver")
                .publishPercentiles(0.5, 0.95, 0.99)
                .register(metrics);
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
        if (!knownDeliveries.known() || underWay.size() >= config.concurrency() || !underWay.add(delivery.id())) {
            return;
        }
        if (knownDeliveries.disabled(delivery) && delivery.asked() == null) {
            vertx.executeBlocking(() -> publish(delivery.disabled()), false);
            return;
        }
        client.post(delivery)
                .map(answer -> judge(delivery, answer))
                .otherwise(failure -> again(delivery, null, Duration.ZERO, WebhookClient.reason(failure)))
                .onSuccess(next -> vertx.executeBlocking(() -> publish(next), false));
    }

    private Delivery judge(Delivery delivery, WebhookClient.Answer answer) {
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
        return schedule.after(delivery.attempt(), ThreadLocalRandom.current().nextDouble(), asked)
                .map(delay -> delivery.retry(Instant.now().plus(delay), status, reason))
                .orElseGet(() -> delivery.exhausted(status, reason));
    }

    /** Is told how many deliveries of a task of the fold wait to be sent. */
    void waiting(String task, int deliveries) {
        waiting.put(task, deliveries);
    }

    private static void tell(Delivery next) {
        TraceParent.of(next.trace().parent()).ifPresent(ids -> MDC.put(TraceParent.TRACE_ID, ids.trace()));
        LOG.infof("Webhook %s, attempt %d: %s", next.id(), next.attempt(), next.error());
        MDC.remove(TraceParent.TRACE_ID);
    }

    private boolean publish(Delivery next) {
        knownDeliveries.take(next);
        metrics.counter(
                        "impasto.webhook.deliveries",
                        "outcome",
                        next.outcome().name().toLowerCase())
                .increment();
        if (next.error() != null) {
            tell(next);
        }
        publisher
                .publish(Topics.DELIVERIES, next.transfer().toString(), next.write(), List.of())
                .whenComplete((place, failure) -> underWay.remove(next.id()));
        return true;
    }
}
