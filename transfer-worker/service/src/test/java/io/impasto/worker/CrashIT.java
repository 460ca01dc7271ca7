package io.impasto.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.impasto.stack.Service;
import io.impasto.stack.Topics;
import io.impasto.worker.line.Log;
import io.impasto.worker.line.Log.Entry;
import io.impasto.worker.line.OtherSystem;
import io.impasto.worker.line.Parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two workers as processes of their own, and what may happen to them. */
class CrashIT {

    private static final Map<String, String> SETTINGS = Map.of(
            "IMPASTO_WORKER_LOCK_DURATION", "5s",
            "IMPASTO_WORKER_CHECKPOINT_INTERVAL", "200ms");
    private static final int EVALUATIONS = 400;
    private static final String LONG = "{\"size\":96,\"evaluations\":" + EVALUATIONS + ",\"levels\":1}";
    private static final int ENOUGH = 25;

    private static Parts parts;
    private static final Map<String, Service> WORKERS = new HashMap<>();

    private OtherSystem other;
    private Log events;

    @BeforeAll
    static void start() {
        parts = Parts.start();
    }

    @AfterAll
    static void stop() {
        WORKERS.values().forEach(Service::close);
        parts.close();
    }

    @BeforeEach
    void twoWorkers() {
        other = new OtherSystem(parts.bootstrapServers(), parts.storage());
        events = new Log(parts.bootstrapServers(), Topics.EVENTS);
        WORKERS.values().removeIf(worker -> !worker.process().isAlive());
        while (WORKERS.size() < 2) {
            String name = "easel-" + UUID.randomUUID().toString().substring(0, 4);
            WORKERS.put(name, parts.worker(name, SETTINGS));
        }
    }

    @AfterEach
    void disconnect() {
        events.close();
        other.close();
    }

    private String requested() {
        String transfer = OtherSystem.newTransfer();
        String data = OtherSystem.data(other.upload(96, 72, 1), other.upload(96, 96, 2), LONG);
        other.request(Topics.REQUESTS, transfer, UUID.randomUUID().toString(), data);
        return transfer;
    }

    /** Waits until a good deal is painted and a checkpoint stored; the worker that paints. */
    private Service painting(String transfer) {
        Entry started = events.await(transfer, entry -> entry.event().equals("started"));
        events.await(
                transfer,
                entry -> entry.data().path("evaluation").asInt() > ENOUGH
                        && other.artifact(transfer, "checkpoint.bin").statusCode() == 200);
        return WORKERS.get(started.data().path("worker").asText());
    }

    private static boolean isSecondStart(Entry entry) {
        return entry.event().equals("started") && entry.data().path("attempt").asInt() > 1;
    }

    private JsonNode resumed(String transfer, String otherThan) {
        JsonNode second = events.await(transfer, CrashIT::isSecondStart).data();
        assertThat(second.path("worker").asText()).isNotEqualTo(otherThan);
        assertThat(second.path("resumedAt").asInt()).isPositive();
        return second;
    }

    private void endsOnceAndWhole(String transfer) {
        List<Entry> told = events.awaitEnd(transfer);
        assertThat(told.get(told.size() - 1).event()).isEqualTo("completed");
        assertThat(told.stream().filter(entry -> entry.event().equals("completed")))
                .hasSize(1);
        assertThat(told.stream()
                        .filter(entry -> entry.event().equals("started"))
                        .map(entry -> entry.data().path("attempt").asInt()))
                .as("attempts, also where the broker forgot its deliveries")
                .doesNotHaveDuplicates();
        told.forEach(entry -> Contract.check("transfer." + entry.event() + ".v1", entry.value()));
        String losses = new String(other.artifact(transfer, "losses.csv").body());
        assertThat(losses.lines().skip(1).map(line -> Integer.valueOf(line.split(",")[0])))
                .as("every evaluation once, those before the crash included")
                .hasSize(EVALUATIONS)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aWorkerKilledMidwayIsFollowedByOneThatResumesFromItsLastCheckpoint() {
        String transfer = requested();
        Service painter = painting(transfer);
        long killed = System.currentTimeMillis();
        painter.kill();
        JsonNode second = resumed(transfer, painter.process().name());
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        System.out.printf(
                "kill -9 to the next start: %d ms, resumed at evaluation %d%n",
                events.await(transfer, CrashIT::isSecondStart).timestamp() - killed,
                second.path("resumedAt").asInt());
        endsOnceAndWhole(transfer);
    }

    @Test
    void aWorkerThatIsAskedToEndCheckpointsAndReleasesItsJob() {
        String transfer = requested();
        Service painter = painting(transfer);
        int painted = latest(transfer);
        long asked = System.nanoTime();
        painter.close();
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        System.out.printf("SIGTERM to the end of the process: %d ms%n", took.toMillis());
        assertThat(took).isLessThan(Duration.ofSeconds(10));
        JsonNode second = resumed(transfer, painter.process().name());
        assertThat(events.of(transfer).stream().filter(entry -> entry.event().equals("released")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.data().path("evaluation")).isEqualTo(second.path("resumedAt")));
        assertThat(second.path("resumedAt").asInt())
                .as("nothing that was painted is lost")
                .isGreaterThanOrEqualTo(painted);
        endsOnceAndWhole(transfer);
    }

    private int latest(String transfer) {
        return events.of(transfer).stream()
                .mapToInt(entry -> entry.data().path("evaluation").asInt())
                .max()
                .orElse(0);
    }

    @Test
    void aRestartOfTheBrokerLosesNoJob() {
        String transfer = requested();
        Service worker = painting(transfer);
        assertThat(Parts.ready(worker)).isEqualTo(200);
        parts.withoutBroker(() -> await().untilAsserted(() ->
                assertThat(Parts.ready(worker)).as("it could announce nothing").isEqualTo(503)));
        await().untilAsserted(() -> assertThat(Parts.ready(worker)).isEqualTo(200));
        endsOnceAndWhole(transfer);
        // And the workers go on taking jobs.
        events.await(requested(), entry -> entry.event().equals("progressed"));
    }
}
