package io.impasto.gateway.transfers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The transfers that wait for a worker, oldest first. A sorted array: who comes last is appended, and what leaves moves 4 bytes for
 * each of those behind it.
 */
final class WaitingLine {

    private final List<Place> places = new ArrayList<>();

    synchronized void add(Place place) {
        int at = Collections.binarySearch(places, place);
        if (at < 0) {
            places.add(-at - 1, place);
        }
    }

    synchronized void remove(Place place) {
        int at = Collections.binarySearch(places, place);
        if (at >= 0) {
            places.remove(at);
        }
    }

    /** How many wait before the place. */
    synchronized int before(Place place) {
        int at = Collections.binarySearch(places, place);
        return at < 0 ? -at - 1 : at;
    }

    synchronized int size() {
        return places.size();
    }

    /** The oldest. */
    synchronized List<Place> first(int most) {
        return List.copyOf(places.subList(0, Math.min(most, places.size())));
    }

    synchronized Optional<Place> first() {
        return places.isEmpty() ? Optional.empty() : Optional.of(places.get(0));
    }
}
