package io.impasto.gateway.workers;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a painting would take, as {@code prediction.v1}.
 *
 * @param width of the painting, pixels
 * @param height of the painting, pixels
 * @param evaluations over all levels; null if no worker is there to say
 * @param levels null if no worker is there to say
 * @param network that would paint; null if no worker is there to say
 * @param seconds from when a worker takes it to its end; null if that is not known
 * @param queueSeconds until a worker would take it; null if that is not known
 * @param reason why something is not known, for a person; null if all is
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Prediction(
        int width,
        int height,
        Integer evaluations,
        Integer levels,
        String network,
        Double seconds,
        Double queueSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {}
