package io.impasto.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.faults.Evidence.Sighting;
import io.impasto.faults.Evidence.Work;
import io.impasto.faults.Violation.Rule;

/** Judges the evidence: pure, so that it can be tested with violations that were planted. */
final class Checker {

    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Everything that is wrong; empty if nothing is. */
    static List<Violation> check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        evidence.accepted().forEach(checker::check);
        return List.copyOf(checker.violations);
    }

    private void check(String transfer) {
        List<Fact> facts = evidence.facts().stream()
                .filter(fact -> fact.transfer().equals(transfer))
                .toList();
        List<Fact> ends = facts.stream().filter(Fact::terminal).toList();
        checkResumptions(transfer, facts);
        if (ends.isEmpty()) {
            add(Rule.LOST, transfer, "has no terminal event; its state is " + state(transfer));
            return;
        }
        Set<String> kinds = ends.stream().map(Fact::verb).collect(Collectors.toSet());
        Set<String> ids = ends.stream().map(Fact::id).collect(Collectors.toSet());
        if (kinds.size() > 1 || ids.size() > 1) {
            add(Rule.TWO_ENDS, transfer, "ended as " + kinds + " with ids " + ids);
        }
        Fact end = ends.get(0);
        if (!state(transfer).equals(end.state())) {
            add(Rule.STATE_DIFFERS, transfer, "its state is " + state(transfer) + ", its first end " + end.verb());
        }
        if (end.completed()) {
            checkResult(transfer, ends);
            checkNothingFollows(transfer, facts, end);
        } else {
            add(Rule.FAILED, transfer, end.verb() + ": " + end.data());
        }
    }

    private void checkResult(String transfer, List<Fact> ends) {
        JsonNode announced = ends.get(0).data().path("result");
        Work work = evidence.works().getOrDefault(transfer, new Work(null, null));
        if (work.result() == null || work.manifest() == null) {
            String missing = work.result() == null ? "the result" : "the manifest";
            add(Rule.NO_RESULT, transfer, missing + " is not stored");
            return;
        }
        if (!isPicture(work.result())) {
            add(Rule.NO_RESULT, transfer, "the result is no picture");
        }
        String hash = announced.path("sha256").asText();
        if (!sha256(work.result()).equals(hash)) {
            add(Rule.OVERWRITTEN, transfer, "the stored result is not the announced one");
        }
        if (!work.manifest().at("/result/sha256").asText().equals(hash)
                || work.manifest().path("attempt").asInt() != ends.get(0).attempt()) {
            add(
                    Rule.OVERWRITTEN,
                    transfer,
                    "the manifest is not that of attempt " + ends.get(0).attempt());
        }
        if (ends.stream().anyMatch(end -> !end.data().path("result").equals(announced))) {
            add(Rule.OVERWRITTEN, transfer, "announced with more than one result");
        }
        JsonNode shown = evidence.states().get(transfer);
        if (shown != null && !shown.at("/result/sha256").asText(hash).equals(hash)) {
            add(Rule.OVERWRITTEN, transfer, "its state shows another result");
        }
    }

    /** An earlier attempt that was held may still say that it starts: it finds out at its first renewal, and paints nothing. */
    private void checkNothingFollows(String transfer, List<Fact> facts, Fact end) {
        facts.stream()
                .filter(Fact::started)
                .filter(start -> start.offset() > end.offset() && start.attempt() >= end.attempt())
                .findFirst()
                .ifPresent(start -> add(
                        Rule.PAINTED_TWICE,
                        transfer,
                        "attempt " + start.attempt() + " started after attempt " + end.attempt() + " had completed"));
    }

    private void checkResumptions(String transfer, List<Fact> facts) {
        for (Sighting sighting : evidence.sightings()) {
            if (!sighting.transfer().equals(transfer)) {
                continue;
            }
            Optional<Fact> next = facts.stream()
                    .filter(fact -> fact.started() && fact.attempt() > sighting.attempt())
                    .findFirst();
            next.filter(start -> start.data().path("resumedAt").asInt() < sighting.evaluation())
                    .ifPresent(start -> add(
                            Rule.WORK_THROWN_AWAY,
                            transfer,
                            "attempt " + start.attempt() + " started at evaluation "
                                    + start.data().path("resumedAt").asInt() + ", though a checkpoint held "
                                    + sighting.evaluation()));
        }
    }

    private String state(String transfer) {
        JsonNode state = evidence.states().get(transfer);
        return state == null ? "unknown" : state.path("state").asText();
    }

    private void add(Rule rule, String transfer, String detail) {
        violations.add(new Violation(rule, transfer, detail));
    }

    private static boolean isPicture(byte[] bytes) {
        try {
            return ImageIO.read(new ByteArrayInputStream(bytes)) != null;
        } catch (IOException damaged) {
            return false;
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
