package io.impasto.storage.uses;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** How many transfers use an image, of each tenant and of all. Each image is held once, however many transfers name it. */
final class UseCounts {

    private static final Count[] NONE = {};

    private final Map<UUID, Count[]> byTransfer = new HashMap<>();
    private final Map<ImageUse, Count> counts = new HashMap<>();

    private static final class Count {
        private final ImageUse use;
        private int transfers;

        private Count(ImageUse use) {
            this.use = use;
        }
    }

    /** What a transfer uses from now on, in place of what it used before. */
    void set(UUID transfer, Set<ImageUse> uses) {
        Count[] now = uses.stream()
                .flatMap(use -> Stream.of(use, use.byAnyone()))
                .map(this::more)
                .toArray(Count[]::new);
        Count[] before = now.length == 0 ? byTransfer.remove(transfer) : byTransfer.put(transfer, now);
        for (Count count : before == null ? NONE : before) {
            less(count);
        }
    }

    boolean used(ImageUse use) {
        return counts.containsKey(use);
    }

    private Count more(ImageUse use) {
        Count count = counts.computeIfAbsent(use, Count::new);
        count.transfers++;
        return count;
    }

    private void less(Count count) {
        if (--count.transfers == 0) {
            counts.remove(count.use);
        }
    }
}
