package io.impasto.stack;

import java.nio.file.Path;
import java.util.Optional;

/** The settings of a single broker on a small machine. */
final class BrokerProperties {

    private BrokerProperties() {}

    /**
     * A properties file.
     *
     * <p>The quorum is a static list of voters, so that the ports may differ from start to start. Internal topics have
     * few partitions and one replica: there is one broker. Heartbeats of share groups are quicker than the default of
     * 5 s, because a new member gets its partitions with the second one. A transaction whose gateway died is aborted a second
     * after its time is up, not up to ten, for the queue stands still behind it. Record locks may be as short as 1 s, so that
     * tests of lost leases do not take long.
     */
    static String of(Path folder, int port, int controllerPort, Optional<Detour> detour) {
        String settings =
                """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                log.dirs=%3$s

                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=3
                transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=3

                group.initial.rebalance.delay.ms=0
                group.share.delivery.count.limit=10
                group.share.min.record.lock.duration.ms=1000
                group.share.max.record.lock.duration.ms=60000
                group.share.min.heartbeat.interval.ms=500
                group.share.heartbeat.interval.ms=1000

                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=4194304
                log.segment.bytes=134217728
                """
                        .formatted(
                                port,
                                controllerPort,
                                escaped(folder.resolve("data").toString()));
        return settings
                + detour.map(way -> listeners(port, controllerPort, way)).orElse("");
    }

    /** What comes later in the file wins. */
    private static String listeners(int port, int controllerPort, Detour detour) {
        return """
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,DETOUR://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,DETOUR://127.0.0.1:%4$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,DETOUR:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                """
                .formatted(port, controllerPort, detour.port(), detour.advertised());
    }

    /** Properties files take the backslash for an escape; Kafka splits the list of folders at commas. */
    private static String escaped(String path) {
        if (path.contains(",")) {
            throw new IllegalArgumentException("Kafka cannot keep data in a folder with a comma in its path: " + path);
        }
        return path.replace("\\", "\\\\");
    }
}
