package io.impasto.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

import io.impasto.faults.Evidence.Sighting;
import io.impasto.faults.Evidence.Work;
import io.impasto.faults.Schedule.Step;
import io.impasto.stack.Service;

/**
 * Posts transfers and lets faults happen in the midst of them, one after another: each once work is under way, and the next
 * when everything runs again. It waits for what is to be seen, not for times; only how long a part is held or slow is a
 * time.
 */
final class Storm implements AutoCloseable {

    /** Long enough to be hit, short enough for many: about a second of a core. */
    private static final int EVALUATIONS = 100;

    private static final String OPTIONS = "{\"size\": 64, \"evaluations\": " + EVALUATIONS + ", \"levels\": 1}";

    /** A transfer that is further than this may have ended before the fault comes. */
    private static final double LATE = 0.6;

    private static final Duration SPELL = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofMinutes(3);
    private static final long LOOK_NANOS = 20_000_000;

    private final Site site;
    private final Client client;
    private final Chronicle chronicle;
    private final Archive archive;
    private final List<String> accepted = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** @param run makes the requests of this run its own */
    Storm(Site site, String run) {
        this.site = site;
        this.client = new Client(site.gatewayUrls(), run, OPTIONS);
        this.chronicle = new Chronicle(site.bootstrapServers());
        this.archive = new Archive(site.storageUrl());
    }

    /** Lets everything happen and waits until all has ended; hears each outcome as it comes. */
    void rage(Schedule schedule, Consumer<Outcome> listener) {
        client.upload();
        for (Step step : schedule.steps()) {
            if (step.calm()) {
                until(END_LIMIT, () -> chronicle.open(accepted).isEmpty());
            }
            int wanted = accepted.size() + step.transfers();
            submit(step.calm() ? 1 : Math.max(1, step.transfers() - 1));
            Outcome outcome = happen(step);
            outcomes.add(outcome);
            listener.accept(outcome);
            submit(wanted - accepted.size());
        }
        until(END_LIMIT, () -> chronicle.open(accepted).isEmpty());
    }

    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    int repeatedRequests() {
        return client.repeated();
    }

    /** What is there now; states are given a moment to follow the events. */
    Evidence evidence() {
        until(LIMIT, () -> ended(Archive.states(site.bootstrapServers())));
        Map<String, Work> works = new HashMap<>();
        accepted.forEach(transfer -> works.put(transfer, archive.work(transfer)));
        return new Evidence(
                List.copyOf(accepted),
                chronicle.facts(),
                Archive.states(site.bootstrapServers()),
                works,
                List.copyOf(sightings));
    }

    private boolean ended(Map<String, JsonNode> states) {
        return accepted.stream()
                .map(transfer -> states.containsKey(transfer)
                        ? states.get(transfer).path("state").asText()
                        : "")
                .allMatch(state -> state.equals("succeeded") || state.equals("failed"));
    }

    private void submit(int count) {
        for (int i = 0; i < count; i++) {
            accepted.add(client.submit(accepted.size()));
        }
    }

    private Outcome happen(Step step) {
        return switch (step.fault().victim()) {
            case WORKER -> hitWorker(step);
            case GATEWAY -> hit(
                    step, site.gateways().get(step.choice() % site.gateways().size()));
            case STORAGE -> hit(step, site.storage());
            case BROKER -> hit(step, site.broker());
            case STORE -> hit(step, site.store());
            case SERVICES -> roll(step);
        };
    }

    // --- Workers
    // --------------------------------------------------------------------------------------------------------

    /** What a worker was doing when it was hit. */
    private record Scene(Unit<Service> worker, String transfer, int attempt, Sighting sighting, boolean idle) {}

    private Outcome hitWorker(Step step) {
        Optional<Scene> found = scene(step);
        if (found.isEmpty()) {
            return new Outcome(step, "nobody painted", false, Optional.empty(), Optional.empty(), Optional.empty());
        }
        Scene scene = found.get();
        Unit<Service> worker = scene.worker();
        sightings.add(scene.sighting());
        long hit = System.nanoTime();
        Optional<Duration> leaving = Optional.empty();
        switch (step.fault()) {
            case KILL_WORKER -> worker.kill();
            case TERMINATE_WORKER -> {
                worker.terminate();
                leaving = Optional.of(since(hit));
            }
            case HOLD_WORKER -> worker.hold();
            case CUT_WORKER -> site.brokerLine().set(Crossing.Mode.CUT);
            default -> throw new IllegalStateException("hits no worker: " + step.fault());
        }
        Optional<Fact> next = chronicle.await(
                fact -> fact.transfer().equals(scene.transfer())
                        && (fact.terminal() || fact.started() && fact.attempt() > scene.attempt()),
                LIMIT);
        switch (step.fault()) {
            case HOLD_WORKER -> worker.release();
            case CUT_WORKER -> site.brokerLine().set(Crossing.Mode.OPEN);
            default -> worker.ensureRuns();
        }
        Optional<Fact> start = next.filter(Fact::started);
        return new Outcome(
                step,
                worker.name(),
                scene.idle(),
                next.filter(fact -> fact.seen() > hit).map(fact -> Duration.ofNanos(fact.seen() - hit)),
                start.map(this::lost),
                leaving);
    }

    /** Waits until a worker that the fault may hit has painted for long enough to have left a checkpoint. */
    private Optional<Scene> scene(Step step) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Map<String, String> painting = chronicle.painting();
            for (Unit<Service> worker : candidates(step)) {
                String transfer = painting.get(worker.name());
                if (transfer == null) {
                    continue;
                }
                Fact start = chronicle
                        .last(fact -> fact.started() && fact.transfer().equals(transfer))
                        .orElseThrow();
                OptionalInt checkpoint = archive.checkpoint(transfer);
                int resumedAt = start.data().path("resumedAt").asInt();
                if (checkpoint.isPresent()
                        && checkpoint.getAsInt() > resumedAt
                        && checkpoint.getAsInt() < LATE * EVALUATIONS) {
                    Sighting sighting = new Sighting(transfer, start.attempt(), checkpoint.getAsInt());
                    boolean idle = painting.size() < site.workers().size();
                    return Optional.of(new Scene(worker, transfer, start.attempt(), sighting, idle));
                }
            }
            if (chronicle.open(accepted).isEmpty()) {
                submit(1);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Optional.empty();
    }

    private List<Unit<Service>> candidates(Step step) {
        return step.fault() == Fault.CUT_WORKER ? List.of(site.remoteWorker()) : site.workers();
    }

    /** Evaluations that the attempt before had announced, beyond where this one starts. */
    private int lost(Fact start) {
        return chronicle
                .last(fact -> fact.transfer().equals(start.transfer())
                        && fact.verb().equals("progressed")
                        && fact.attempt() < start.attempt())
                .map(fact -> Math.max(
                        0,
                        fact.data().path("evaluation").asInt()
                                - start.data().path("resumedAt").asInt()))
                .orElse(0);
    }

    // --- Other parts
    // ----------------------------------------------------------------------------------------------------

    private Outcome hit(Step step, Unit<?> unit) {
        chronicle.await(fact -> fact.started() && chronicle.open(accepted).contains(fact.transfer()), LIMIT);
        Optional<Duration> leaving = Optional.empty();
        // clients do not wait for better weather
        int number = accepted.size();
        CompletableFuture<String> midst = CompletableFuture.supplyAsync(() -> client.submit(number));
        switch (step.fault()) {
            case KILL_GATEWAY, KILL_STORAGE -> {
                unit.kill();
                unit.ensureRuns();
            }
            case TERMINATE_GATEWAY, TERMINATE_STORAGE, RESTART_BROKER, RESTART_STORE -> {
                long asked = System.nanoTime();
                unit.terminate();
                leaving = Optional.of(since(asked));
                unit.ensureRuns();
            }
            case HOLD_GATEWAY, HOLD_STORAGE -> {
                unit.hold();
                during(SPELL);
                unit.release();
            }
            case SLOW_STORE -> weather(Crossing.Mode.SLOW);
            case REFUSE_STORE -> weather(Crossing.Mode.REFUSE);
            default -> throw new IllegalStateException("hits a worker: " + step.fault());
        }
        long repaired = System.nanoTime();
        accepted.add(midst.join());
        return new Outcome(step, unit.name(), false, recovery(repaired), Optional.empty(), leaving);
    }

    /** As an upgrade does it: the next is stopped when the one before is there again. */
    private Outcome roll(Step step) {
        chronicle.await(fact -> fact.started() && chronicle.open(accepted).contains(fact.transfer()), LIMIT);
        Duration longest = Duration.ZERO;
        for (Unit<Service> unit : site.services()) {
            int number = accepted.size();
            CompletableFuture<String> midst = CompletableFuture.supplyAsync(() -> client.submit(number));
            long asked = System.nanoTime();
            unit.terminate();
            Duration left = since(asked);
            unit.ensureRuns();
            accepted.add(midst.join());
            longest = left.compareTo(longest) > 0 ? left : longest;
        }
        long repaired = System.nanoTime();
        return new Outcome(step, "each service", false, recovery(repaired), Optional.empty(), Optional.of(longest));
    }

    /** From the repair to the next painting that is completed: of one asked for now, where all were completed before it. */
    private Optional<Duration> recovery(long repaired) {
        if (chronicle.open(accepted).isEmpty()) {
            submit(1);
        }
        return chronicle
                .await(fact -> fact.completed() && fact.seen() > repaired, LIMIT)
                .map(fact -> Duration.ofNanos(fact.seen() - repaired));
    }

    private void weather(Crossing.Mode mode) {
        site.storeLine().set(mode);
        during(SPELL);
        site.storeLine().set(Crossing.Mode.OPEN);
    }

    private void during(Duration spell) {
        long end = System.nanoTime() + spell.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static void until(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        chronicle.close();
    }
}
