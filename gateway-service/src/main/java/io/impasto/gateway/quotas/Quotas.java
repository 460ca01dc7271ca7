package io.impasto.gateway.quotas;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;
import io.impasto.gateway.quotas.QuotasConfig.Limits;

/**
 * Counts what each tenant has in the works, and judges whether more may come. Who asks for a transfer first {@linkplain
 * #hold holds} a place for it, so that requests at the same time cannot all take the last one; the place is the transfer's own
 * once the table has it. Gateways do not know each other's held places: two may accept together what is on its way more.
 */
@ApplicationScoped
public class Quotas {

    private final QuotasConfig config;
    private final long bound;
    private final Map<String, Usage> usages = new HashMap<>();
    private final Map<UUID, Hold> holds = new HashMap<>();
    private long queued;

    /** A place that is held, by so many requests for the same transfer. */
    private record Hold(Share share, int holders) {}

    public Quotas(QuotasConfig config, QueueConfig queue) {
        this.config = config;
        this.bound = queue.bound();
    }

    /**
     * A transfer has changed.
     *
     * @param before what it took, or null if nothing
     * @param after what it takes now, or null if nothing more
     */
    public synchronized void move(UUID id, Share before, Share after) {
        if (before == null) {
            Hold own = holds.remove(id);
            if (own != null) {
                remove(own.share());
            }
        } else {
            remove(before);
        }
        if (after != null) {
            add(after);
        }
    }

    /**
     * Holds a place in the queue for a transfer that is about to be accepted; several requests for the same share it. Each must
     * {@link #release} it at the end, however that is.
     *
     * @throws ProblemException {@code queue-full} or {@code quota-exceeded}
     */
    public synchronized void hold(UUID id, String tenant) {
        Hold held = holds.get(id);
        if (held == null) {
            if (queued >= bound) {
                throw refused(
                        tenant,
                        ProblemType.QUEUE_FULL.problem("So many transfers wait for a worker that no more are taken, "
                                + "whoever asks. Try again later."));
            }
            for (Quota quota : quotas(tenant)) {
                if (quota.left() == 0) {
                    throw exceeded(tenant, quota, "there are " + quota.used());
                }
            }
        }
        Share place = held == null ? new Share(tenant, true, false, 0) : held.share();
        if (held == null) {
            add(place);
        }
        holds.put(id, new Hold(place, held == null ? 1 : held.holders() + 1));
    }

    /**
     * Adds to a held place what its content image weighs.
     *
     * @throws ProblemException {@code quota-exceeded}
     */
    public synchronized void hold(UUID id, long pixels) {
        Hold held = holds.get(id);
        if (held == null || held.share().pixels() > 0) {
            return;
        }
        Share place = held.share();
        for (Quota quota : quotas(place.tenant())) {
            if (quota.is("pixels") && quota.left() < pixels) {
                throw exceeded(place.tenant(), quota, "there are " + quota.used() + ", and this one has " + pixels);
            }
        }
        Share heavier = new Share(place.tenant(), true, false, pixels);
        remove(place);
        add(heavier);
        holds.put(id, new Hold(heavier, held.holders()));
    }

    /** Gives a held place back, unless it has become the transfer's own. */
    public synchronized void release(UUID id) {
        Hold held = holds.remove(id);
        if (held == null) {
            return;
        }
        if (held.holders() > 1) {
            holds.put(id, new Hold(held.share(), held.holders() - 1));
        } else {
            remove(held.share());
        }
    }

    /** Header fields that tell a tenant its limits and what is left of them; none where there are no limits. */
    public synchronized Map<String, String> fields(String tenant) {
        List<Quota> quotas = quotas(tenant);
        if (quotas.isEmpty()) {
            return Map.of();
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("RateLimit-Policy", list(quotas, Quota::policy));
        fields.put("RateLimit", list(quotas, Quota::rest));
        return fields;
    }

    private static String list(List<Quota> quotas, Function<Quota, String> item) {
        return quotas.stream().map(item).collect(Collectors.joining(", "));
    }

    private ProblemException exceeded(String tenant, Quota quota, String use) {
        return refused(
                tenant,
                ProblemType.QUOTA_EXCEEDED
                        .problem("You may have at most " + quota.limit() + " " + quota.what() + "; " + use
                                + ". Wait until some have gone on, or cancel some.")
                        .with("limit", quota.name())
                        .with("maximum", quota.limit())
                        .with("used", quota.used()));
    }

    private ProblemException refused(String tenant, ProblemException problem) {
        ProblemException refusal = problem.header(
                "Retry-After", String.valueOf(Math.max(1, config.retryAfter().toSeconds())));
        for (Map.Entry<String, String> field : fields(tenant).entrySet()) {
            refusal = refusal.header(field.getKey(), field.getValue());
        }
        return refusal;
    }

    private List<Quota> quotas(String tenant) {
        Limits standard = config.standard();
        return Quota.of(
                config.tenants().getOrDefault(tenant, standard), standard, usages.getOrDefault(tenant, Usage.NONE));
    }

    private void add(Share share) {
        queued += share.waiting() ? 1 : 0;
        usages.merge(share.tenant(), Usage.NONE.plus(share), (usage, one) -> usage.plus(share));
    }

    private void remove(Share share) {
        queued -= share.waiting() ? 1 : 0;
        usages.computeIfPresent(share.tenant(), (tenant, usage) -> {
            Usage less = usage.minus(share);
            return less.equals(Usage.NONE) ? null : less;
        });
    }
}
