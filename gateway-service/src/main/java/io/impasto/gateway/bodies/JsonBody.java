package io.impasto.gateway.bodies;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Reads what must be a JSON object. */
public final class JsonBody {

    private JsonBody() {}

    /**
     * @param what it is, for the message
     * @throws ProblemException {@code malformed-json}
     */
    public static ObjectNode object(byte[] json, String what) {
        try {
            if (Json.MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
            throw ProblemType.MALFORMED_JSON.problem(what + " must be a JSON object.");
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw ProblemType.MALFORMED_JSON.problem(what + " is not JSON that can be read" + place + ".");
        } catch (IOException e) {
            throw ProblemType.MALFORMED_JSON.problem(what + " is not JSON in UTF-8.");
        }
    }
}
