package io.impasto.worker.controls;

import com.fasterxml.jackson.databind.JsonNode;

/** One thing that a client wants of a transfer. */
sealed interface Control {

    /** It is to end; also where nothing of it is to be kept. */
    record Cancel() implements Control {}

    /** It is to rest, held by no worker. */
    record Pause() implements Control {}

    /** It is to go on. */
    record Resume() implements Control {}

    /**
     * It is to go on with other weights.
     *
     * @param id of the control's event
     * @param change the options that are to be others
     */
    record Reweight(String id, JsonNode change) implements Control {}
}
