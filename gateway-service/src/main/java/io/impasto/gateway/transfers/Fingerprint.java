package io.impasto.gateway.transfers;

import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.gateway.events.TransferRequest;

/** SHA-256 of what a request asks for, whatever the order and spelling of its JSON. */
final class Fingerprint {

    private Fingerprint() {}

    /** The request's own fingerprint if it brings one, else computed. */
    static String of(TransferRequest request) {
        return request.fingerprint() == null ? compute(request) : request.fingerprint();
    }

    static String compute(TransferRequest request) {
        StringBuilder canonical = new StringBuilder(request.content());
        request.styles().forEach(style -> canonical.append('\n').append(style));
        canonical.append("\noptions ");
        if (request.options() != null && !request.options().isEmpty()) {
            append(request.options(), canonical);
        }
        canonical.append("\nwebhook ");
        if (request.webhook() != null) {
            canonical.append(request.webhook().url());
            if (request.webhook().events() != null) {
                canonical.append(' ').append(request.webhook().events());
            }
        }
        // Only where there are some: requests of before there were labels keep their fingerprints.
        if (request.labels() != null && !request.labels().isEmpty()) {
            canonical.append("\nlabels ").append(new TreeMap<>(request.labels()));
        }
        if (request.retention() != null) {
            canonical.append("\nretention ").append(request.retention());
        }
        if (request.continues() != null) {
            canonical.append("\ncontinues ").append(request.continues());
        }
        return Sha256.of(canonical.toString());
    }

    private static void append(JsonNode node, StringBuilder to) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            to.append('{');
            members.forEach((name, value) -> {
                to.append(name).append(':');
                append(value, to);
                to.append(',');
            });
            to.append('}');
        } else if (node.isArray()) {
            to.append('[');
            node.forEach(item -> {
                append(item, to);
                to.append(',');
            });
            to.append(']');
        } else if (node.isNumber()) {
            // 256, 256.0 and 2.56e2 ask for the same.
            to.append(node.doubleValue());
        } else {
            to.append(node);
        }
    }
}
