package io.impasto.gateway.live;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How event streams are kept. */
@ConfigMapping(prefix = "impasto.live")
public interface LiveConfig {

    /** How often a silent stream is sent a comment line; default 15 seconds. */
    @WithDefault("15S")
    Duration heartbeat();

    /** Events that wait for a slow client before its stream is closed (it can resume); default 256. */
    @WithDefault("256")
    int backlog();

    /** Streams open at the same time; default 5000. */
    @WithDefault("5000")
    int maxStreams();

    /** Consumers that replay past events; default 2. */
    @WithDefault("2")
    int replayers();
}
