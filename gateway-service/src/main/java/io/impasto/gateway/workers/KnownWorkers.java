package io.impasto.gateway.workers;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The workers that have been heard of lately. */
final class KnownWorkers {

    private final Duration forgotten;
    private final ConcurrentMap<String, Heard> workers = new ConcurrentHashMap<>();

    private record Heard(Announcement announcement, Instant at) {}

    /** @param forgotten after how long of silence a worker is gone */
    KnownWorkers(Duration forgotten) {
        this.forgotten = forgotten;
    }

    void heard(String worker, Announcement announcement, Instant at) {
        workers.put(worker, new Heard(announcement, at));
    }

    void gone(String worker) {
        workers.remove(worker);
    }

    /** In order of their names. */
    List<Announcement> at(Instant now) {
        workers.values().removeIf(heard -> heard.at().isBefore(now.minus(forgotten)));
        return workers.values().stream()
                .map(Heard::announcement)
                .sorted(Comparator.comparing(Announcement::worker))
                .toList();
    }
}
