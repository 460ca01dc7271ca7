package io.impasto.storage.store;

import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

/**
 * One writer per key within this process. Write-once also holds between processes, through the store's {@code If-None-Match}; but not every store
 * checks and writes in one step, so within the process nobody races.
 */
@Singleton
public class KeyLocks {

    private final ReentrantLock[] stripes =
            IntStream.range(0, 64).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

    /** To be held while what lies under the key is looked at and changed. */
    public ReentrantLock of(String key) {
        return stripes[Math.floorMod(key.hashCode(), stripes.length)];
    }
}
