/**
 * The event stream of a transfer as server-sent events: replayed from Kafka, then live, without gap or duplicate between the
 * two. Uses {@code access}, {@code events}, {@code kafka}, {@code transfers}, {@code problems}. Start
 * with {@link io.impasto.gateway.live.LiveEvents} and {@link io.impasto.gateway.live.EventStream}.
 */
package io.impasto.gateway.live;
