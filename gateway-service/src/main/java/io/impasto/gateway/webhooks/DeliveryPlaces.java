package io.impasto.gateway.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.common.TopicPartition;

/** Where the records about each transfer lie in {@code impasto.deliveries}: so few of many are found without reading all. */
final class DeliveryPlaces {

    /** @param offset in the partition */
    record Place(int partition, long offset) {

        private static final int PARTITION_BITS = 16;

        private long packed() {
            return offset << PARTITION_BITS | partition;
        }

        private static Place unpacked(long packed) {
            return new Place((int) (packed & (1 << PARTITION_BITS) - 1), packed >>> PARTITION_BITS);
        }
    }

    private final Map<UUID, long[]> places = new ConcurrentHashMap<>();

    /** Takes in a record that was not taken in before. */
    void add(UUID transfer, Place place) {
        places.merge(transfer, new long[] {place.packed()}, DeliveryPlaces::joined);
    }

    /** Those of a transfer, in the order in which they were read. */
    List<Place> of(UUID transfer) {
        return Arrays.stream(places.getOrDefault(transfer, new long[0]))
                .mapToObj(Place::unpacked)
                .toList();
    }

    /** Forgets all, before all is read anew. */
    void clear() {
        places.clear();
    }

    /** Forgets what the topic has forgotten. */
    void forgetBefore(Map<TopicPartition, Long> beginnings) {
        long[] first = new long
                [1
                        + beginnings.keySet().stream()
                                .mapToInt(TopicPartition::partition)
                                .max()
                                .orElse(0)];
        beginnings.forEach((partition, offset) -> first[partition.partition()] = offset);
        places.keySet()
                .forEach(transfer -> places.computeIfPresent(transfer, (id, all) -> {
                    long[] kept = Arrays.stream(all)
                            .filter(packed -> isKept(Place.unpacked(packed), first))
                            .toArray();
                    return kept.length == 0 ? null : kept;
                }));
    }

    private static boolean isKept(Place place, long[] first) {
        return place.partition() >= first.length || place.offset() >= first[place.partition()];
    }

    private static long[] joined(long[] before, long[] next) {
        long[] all = Arrays.copyOf(before, before.length + next.length);
        System.arraycopy(next, 0, all, before.length, next.length);
        return all;
    }
}
