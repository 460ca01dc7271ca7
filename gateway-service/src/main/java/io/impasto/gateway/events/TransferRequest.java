package io.impasto.gateway.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Data of {@code transfer.requested}.
 *
 * @param content the picture to paint: an image id, SHA-256 in hexadecimal, or an address to fetch it from
 * @param styles images in the same way, 1..8
 * @param options as in transfer-options.v1, or null
 * @param webhook where to report what happens, or null
 * @param fingerprint SHA-256 of the canonical request, or null from an outside publisher
 * @param tenant whose it is, or null for {@link #DEFAULT_TENANT}
 * @param labels what the client wants to find it by, or null
 * @param deadline when it is to be given up, or null
 * @param retention how long it is kept after its end, or null for the installation's default
 * @param group of transfers that were asked for together, or null
 * @param pixels of the content image, or null where its size is not known
 * @param continues the transfer that this one goes on from, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TransferRequest(
        String content,
        List<String> styles,
        ObjectNode options,
        Webhook webhook,
        String fingerprint,
        String tenant,
        Map<String, String> labels,
        Instant deadline,
        Duration retention,
        UUID group,
        Long pixels,
        UUID continues) {

    /** The tenant of requests that name none. */
    public static final String DEFAULT_TENANT = "default";

    public TransferRequest {
        styles = List.copyOf(styles);
        labels = labels == null ? null : Map.copyOf(labels);
    }

    /** A request with nothing but what it is about. */
    public TransferRequest(
            String content, List<String> styles, ObjectNode options, Webhook webhook, String fingerprint) {
        this(content, styles, options, webhook, fingerprint, null, null, null, null, null, null, null);
    }

    /** Whose it is. */
    @JsonIgnore
    public String owner() {
        return tenant == null ? DEFAULT_TENANT : tenant;
    }

    /** The same, kept for so long after its end. */
    public TransferRequest keptFor(Duration time) {
        return new TransferRequest(
                content,
                styles,
                options,
                webhook,
                fingerprint,
                tenant,
                labels,
                deadline,
                time,
                group,
                pixels,
                continues);
    }

    /** The same, to be given up then; null for never. */
    public TransferRequest until(Instant time) {
        return new TransferRequest(
                content,
                styles,
                options,
                webhook,
                fingerprint,
                tenant,
                labels,
                time,
                retention,
                group,
                pixels,
                continues);
    }

    /** The same with the fingerprint that tells it from others. */
    public TransferRequest marked(String mark) {
        return new TransferRequest(
                content, styles, options, webhook, mark, tenant, labels, deadline, retention, group, pixels, continues);
    }

    /**
     * An address that is told what happens to a transfer.
     *
     * @param events verbs of the events to tell, such as {@code completed}; null for the ends
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Webhook(String url, List<String> events) {

        /** Names of the events that can be told. */
        public static final List<String> TOLD =
                List.of("starting", "started", "reweighted", "paused", "completed", "failed", "cancelled", "expired");

        public Webhook {
            events = events == null ? null : List.copyOf(events);
        }

        /** Tells the ends. */
        public Webhook(String url) {
            this(url, null);
        }

        /**
         * Whether an event is to be told.
         *
         * @param verb its name
         * @param end whether the transfer ends with it
         */
        public boolean wants(String verb, boolean end) {
            return events == null ? end : TOLD.contains(verb) && events.contains(verb);
        }
    }
}
