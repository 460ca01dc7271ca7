package io.impasto.stack.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.stack.client.EventParser;
import io.impasto.stack.client.ServerEvent;

/** Follows the events of many transfers, each on a connection of its own. Its clock must be that of the workers. */
final class Followers {

    private final HttpClient http;
    private final URI gateway;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Queue<Double> delays = new ConcurrentLinkedQueue<>();
    private final Queue<Double> starts = new ConcurrentLinkedQueue<>();

    Followers(HttpClient http, URI gateway) {
        this.http = http;
        this.gateway = gateway;
    }

    /** Begins to follow a transfer. */
    void follow(String transfer) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/transfers/" + transfer + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines())).whenComplete((answer, failure) -> {
            if (failure != null || answer.statusCode() != 200) {
                broken.incrementAndGet();
            }
        });
    }

    /** Streams that have said something and have not ended. */
    int open() {
        return open.get();
    }

    /** Transfers whose last event has come. */
    int ended() {
        return ended.get();
    }

    /** Streams that were refused or broke off. */
    int broken() {
        return broken.get();
    }

    /** Milliseconds from the time of an event to its arrival here. */
    double[] delays() {
        return delays.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Milliseconds from the acceptance of a transfer to its start, by the gateway's and the worker's clock. */
    double[] starts() {
        return starts.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double since(Instant then, Instant now) {
        return Duration.between(then, now).toNanos() / 1e6;
    }

    private final class Lines implements Flow.Subscriber<String> {

        private final EventParser parser = new EventParser();
        private Instant accepted;
        private boolean first = true;
        private boolean last;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            parser.line(line).ifPresent(this::event);
        }

        private void event(ServerEvent event) {
            JsonNode data = event.json();
            if (first) {
                first = false;
                open.incrementAndGet();
            }
            if (event.type().equals("transfer")) {
                accepted = Instant.parse(data.path("createdAt").asText());
                return;
            }
            Instant time = Instant.parse(data.path("time").asText());
            delays.add(since(time, Instant.now()));
            if (event.type().equals("transfer.starting") && accepted != null) {
                starts.add(since(accepted, time));
            }
            last |= event.isLast();
        }

        @Override
        public void onComplete() {
            close();
        }

        @Override
        public void onError(Throwable failure) {
            close();
        }

        private void close() {
            if (!first) {
                open.decrementAndGet();
            }
            (last ? ended : broken).incrementAndGet();
        }
    }
}
