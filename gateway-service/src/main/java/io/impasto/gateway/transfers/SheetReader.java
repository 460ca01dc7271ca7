package io.impasto.gateway.transfers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.impasto.gateway.bodies.MultipartForm;
import io.impasto.gateway.bodies.MultipartForm.Part;
import io.impasto.gateway.events.Json;
import io.impasto.gateway.problems.ProblemException;
import io.impasto.gateway.problems.ProblemType;

/** Reads a request for a preview sheet: what a request for a transfer has, and {@code variants}. */
final class SheetReader {

    private static final String VARIANTS = "variants";
    private static final int LONGEST_NAME = 255;

    private SheetReader() {}

    /** @throws ProblemException as for a transfer, or {@code malformed-json} or {@code invalid-request} for variants */
    static Sheet form(MultipartForm form) {
        List<Part> others = new ArrayList<>();
        JsonNode variants = null;
        for (Part part : form.parts()) {
            if (!part.name().equals(VARIANTS)) {
                others.add(part);
            } else if (variants == null) {
                variants = read(part.text());
            } else {
                throw wrong("There may be only one part variants.");
            }
        }
        return sheet(DraftReader.form(new MultipartForm(others)), variants);
    }

    /** @throws ProblemException as for a transfer, or {@code invalid-request} for variants */
    static Sheet json(byte[] body) {
        ObjectNode request = DraftReader.object(body, "The body");
        JsonNode variants = request.remove(VARIANTS);
        return sheet(DraftReader.json(request), variants);
    }

    private static JsonNode read(String text) {
        try {
            return Json.MAPPER.readTree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw ProblemType.MALFORMED_JSON
                    .problem("The part variants is not JSON that can be read.")
                    .with("part", VARIANTS);
        }
    }

    private static Sheet sheet(Draft common, JsonNode variants) {
        if (variants == null || variants.isNull()) {
            return new Sheet(common, Variants.of(common.styles().size()));
        }
        if (!variants.isArray() || variants.isEmpty() || variants.size() > Sheet.MOST) {
            throw wrong("variants must be an array of 1 to " + Sheet.MOST + " objects.");
        }
        List<Variant> read = new ArrayList<>();
        for (JsonNode variant : variants) {
            read.add(variant(variant, read.size() + 1));
        }
        return new Sheet(common, read);
    }

    private static Variant variant(JsonNode variant, int number) {
        JsonNode name = variant.path("name");
        boolean named = !name.isMissingNode();
        if (!(variant.get("options") instanceof ObjectNode options) || variant.size() != (named ? 2 : 1)) {
            throw wrong("Variant " + number + " must be an object of options, an object, and perhaps a name.");
        }
        if (!named) {
            return new Variant(String.valueOf(number), options);
        }
        if (!name.isTextual() || name.textValue().isBlank() || name.textValue().length() > LONGEST_NAME) {
            throw wrong("The name of variant " + number + " must be a text of 1 to " + LONGEST_NAME + " characters.");
        }
        return new Variant(name.textValue(), options);
    }

    private static ProblemException wrong(String detail) {
        return ProblemType.INVALID_REQUEST.problem(detail).with("part", VARIANTS);
    }
}
