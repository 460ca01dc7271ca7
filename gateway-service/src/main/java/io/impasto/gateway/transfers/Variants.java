package io.impasto.gateway.transfers;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.events.Json;

/** What a preview sheet shows if nobody says: from strong to faint, each style by itself, other ways and objectives. */
final class Variants {

    /** So many fill a sheet. */
    static final int STANDARD = 12;

    /** A weight of total variation that melts strokes together, with studio at full intensity. */
    private static final double SMOOTH = 2e-9;

    private Variants() {}

    /** @param styles how many there are, 1..8; several are shown mixed, and each by itself */
    static List<Variant> of(int styles) {
        List<Variant> all = new ArrayList<>();
        all.add(new Variant("studio", options("studio")));
        all.add(new Variant("studio, gentle", options("studio").put("intensity", 75)));
        all.add(new Variant("studio, faint", options("studio").put("intensity", 50)));
        all.add(new Variant("studio, faintest", options("studio").put("intensity", 30)));
        for (int style = 0; styles > 1 && style < styles; style++) {
            all.add(new Variant("style " + (style + 1) + " alone", alone(style, styles)));
        }
        all.add(new Variant("studio, smooth", options("studio").put("tvWeight", SMOOTH)));
        all.add(new Variant("studio, dotted", options("studio").put("optimizer", "adam")));
        // Without smoothness the noise stays between the strokes.
        all.add(new Variant(
                "studio, from noise", options("studio").put("start", "noise").put("tvWeight", SMOOTH)));
        all.add(new Variant("keras", options("keras")));
        all.add(new Variant("report", options("report")));
        all.add(new Variant("gatys, from the photograph", options("gatys").put("start", "content")));
        all.add(new Variant("studio, softer", options("studio").put("pooling", "avg")));
        all.add(new Variant(
                "studio, smooth and faint",
                options("studio").put("intensity", 60).put("tvWeight", SMOOTH)));
        return List.copyOf(all.subList(0, STANDARD));
    }

    private static ObjectNode options(String preset) {
        return Json.MAPPER.createObjectNode().put("preset", preset);
    }

    private static ObjectNode alone(int style, int styles) {
        ObjectNode options = options("studio");
        ArrayNode weights = options.putArray("styleWeights");
        for (int each = 0; each < styles; each++) {
            weights.add(each == style ? 1 : 0);
        }
        return options;
    }
}
