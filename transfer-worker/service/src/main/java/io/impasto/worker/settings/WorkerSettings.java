package io.impasto.worker.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How this worker works. */
@ConfigMapping(prefix = "impasto.worker")
public interface WorkerSettings {

    /** Its name in events and manifests. Default {@code <host>-<process id>}. */
    Optional<String> name();

    /**
     * For how long the broker holds a request for a worker that no longer renews its lease; renewed every third of it.
     * Default 15 s; the broker's own bounds apply.
     */
    @WithDefault("15s")
    Duration lockDuration();

    /** A request that was delivered more often than this fails. Default 5. */
    @WithDefault("5")
    int maxAttempts();

    /** For how long a job waits in place for the store or the broker to come back, before it is released. Default 5 min. */
    @WithDefault("5m")
    Duration patience();

    /**
     * How much painting a crash may lose: time between checkpoints. Large ones, which take long to store, are left
     * further apart, so that a tenth of the time is spent on them at most. Default 5 s.
     */
    @WithDefault("5s")
    Duration checkpointInterval();

    /** Time between progress events; four a second is the contract's limit. Default 250 ms. */
    @WithDefault("250ms")
    Duration progressInterval();

    /** Least time between previews, which come with a progress event. Default 400 ms, so that there are two a second. */
    @WithDefault("400ms")
    Duration previewInterval();

    /**
     * Least time from one evaluation to the next: leaves the machine's cores to others, and makes a small painting last a
     * known time. Default 0: as quick as it can.
     */
    @WithDefault("0s")
    Duration evaluationInterval();

    /** Quality of preview JPEGs, 0 to 1. Default 0.8. */
    @WithDefault("0.8")
    float previewQuality();

    /** How long a running job may take to reach its next evaluation when the worker shuts down. Default 4 s. */
    @WithDefault("4s")
    Duration drainTimeout();

    /** After how long the worker says again that it is there, also when nothing has changed. Default 30 s. */
    @WithDefault("30s")
    Duration announceInterval();

    /** Pixels that a painting may have. Default: what this worker's heap has room for, 626,000 (900 x 700) with 512 MB. */
    OptionalLong maxPixels();

    /**
     * Bytes of resident memory to stay within: larger paintings are evaluated in tiles, or refused with what they would take.
     * Default: not limited.
     */
    OptionalLong memory();

    /** Pixels that an input image may have. Default 40 million. */
    @WithDefault("40000000")
    long maxInputPixels();

    /** Bytes that an input image may have. Default 32 MiB. */
    @WithDefault("33554432")
    int maxInputBytes();
}
