package io.impasto.gateway.quotas;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

import io.impasto.gateway.quotas.QuotasConfig.Limits;

/**
 * One limit of a tenant and what is used of it.
 *
 * @param unit what is counted
 * @param what the same in words
 */
record Quota(String name, String unit, String what, long limit, long used) {

    /** Those of a tenant that has such limits, or else the standard ones. */
    static List<Quota> of(Limits own, Limits standard, Usage usage) {
        return Stream.of(
                        quota(
                                "queued",
                                "transfers",
                                "transfers that wait for a worker",
                                own.queued(),
                                standard.queued(),
                                usage.queued()),
                        quota(
                                "running",
                                "transfers",
                                "transfers that a worker has",
                                own.running(),
                                standard.running(),
                                usage.running()),
                        quota(
                                "pixels",
                                "pixels",
                                "pixels of content images of unfinished transfers",
                                own.pixels(),
                                standard.pixels(),
                                usage.pixels()))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Quota> quota(
            String name, String unit, String what, OptionalLong own, OptionalLong standard, long used) {
        OptionalLong limit = own.isPresent() ? own : standard;
        return limit.isPresent() ? List.of(new Quota(name, unit, what, limit.getAsLong(), used)) : List.of();
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /** What may still come, from 0. */
    long left() {
        return Math.max(0, limit - used);
    }

    /** As an item of {@code RateLimit-Policy} (draft-ietf-httpapi-ratelimit-headers-10): no window, for nothing runs out. */
    String policy() {
        return "\"" + name + "\";q=" + limit + ";qu=\"" + unit + "\"";
    }

    /** As an item of {@code RateLimit} of the same draft. */
    String rest() {
        return "\"" + name + "\";r=" + left();
    }
}
