package io.impasto.engine.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report as JSON. */
final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ReportJson() {}

    static ObjectNode write(TransferReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        ObjectNode network = json.putObject("network");
        network.put("name", report.network());
        network.put("sha256", report.networkSha256());
        json.put("execution", report.execution());
        json.set("options", report.options().toJson());
        json.put("width", report.width());
        json.put("height", report.height());
        json.set("stages", MAPPER.valueToTree(report.stages()));
        json.set("losses", MAPPER.valueToTree(report.losses()));
        json.put("evaluations", report.evaluations().size());
        json.put("resumedAt", report.resumedAt());
        json.set("rollbacks", MAPPER.valueToTree(report.rollbacks()));
        json.set("reweightings", MAPPER.valueToTree(report.reweightings()));
        json.put("seconds", report.seconds());
        json.put("evaluationsPerSecond", report.evaluationsPerSecond());
        report.quality().ifPresent(quality -> json.set("quality", quality.toJson()));
        return json;
    }
}
