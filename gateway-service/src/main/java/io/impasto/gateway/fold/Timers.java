package io.impasto.gateway.fold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When to look at which transfer again: one time for each, in memory, made anew from the states after a restart. */
final class Timers {

    private final TreeMap<Instant, List<String>> due = new TreeMap<>();
    private final Map<String, Instant> times = new HashMap<>();

    /** Sets the transfer's time, in place of another. @param time or null for none */
    void set(String transfer, Instant time) {
        Instant before = time == null ? times.remove(transfer) : times.put(transfer, time);
        if (before != null && !before.equals(time)) {
            List<String> others = due.get(before);
            others.remove(transfer);
            if (others.isEmpty()) {
                due.remove(before);
            }
        }
        if (time != null && !time.equals(before)) {
            due.computeIfAbsent(time, at -> new ArrayList<>(1)).add(transfer);
        }
    }

    /** Takes out the transfers whose time has come. */
    List<String> takeDue(Instant now) {
        List<String> ready = new ArrayList<>();
        while (!due.isEmpty() && !due.firstKey().isAfter(now)) {
            ready.addAll(due.pollFirstEntry().getValue());
        }
        ready.forEach(times::remove);
        return ready;
    }
}
