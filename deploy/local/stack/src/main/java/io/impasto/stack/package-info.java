/**
 * The embedded stack: a Kafka broker, an S3 server and the services, each a process of its own on loopback.
 * Uses the JDK and the Kafka client, never the broker's or a service's classes, since it stands on the class path of
 * their tests. Tests start single parts with {@link io.impasto.stack.KafkaBroker}, {@link io.impasto.stack.ObjectStore}
 * and {@link io.impasto.stack.Service}; start reading there.
 */
package io.impasto.stack;
