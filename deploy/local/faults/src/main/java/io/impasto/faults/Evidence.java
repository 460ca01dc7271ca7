package io.impasto.faults;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is there when all is over.
 *
 * @param accepted the transfers that a gateway has answered with 202
 * @param facts the events, in their order
 * @param states the latest value of each key of {@code impasto.transfers}
 * @param works what the store has of each transfer
 * @param sightings checkpoints that were seen in the store on the way
 */
record Evidence(
        List<String> accepted,
        List<Fact> facts,
        Map<String, JsonNode> states,
        Map<String, Work> works,
        List<Sighting> sightings) {

    /**
     * A stored painting.
     *
     * @param result its bytes, null if there are none
     * @param manifest null if there is none
     */
    record Work(byte[] result, JsonNode manifest) {}

    /**
     * A checkpoint in the store just before its worker was hit.
     *
     * @param evaluation that it holds
     * @param attempt that was under way
     */
    record Sighting(String transfer, int attempt, int evaluation) {}
}
