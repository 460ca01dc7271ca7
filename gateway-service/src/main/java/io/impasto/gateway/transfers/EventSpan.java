package io.impasto.gateway.transfers;

import io.impasto.gateway.events.Position;

/**
 * Where a transfer's events lie in {@code impasto.events}; all events of a transfer share a partition.
 *
 * @param first offset of its first event
 * @param last offset of the event that made the state what it is; of a finished transfer, the terminal event
 */
public record EventSpan(int partition, long first, long last) {

    static EventSpan of(Position position) {
        return new EventSpan(position.partition(), position.offset(), position.offset());
    }

    EventSpan from(long offset) {
        return offset < first ? new EventSpan(partition, offset, last) : this;
    }

    EventSpan until(long offset) {
        return new EventSpan(partition, first, offset);
    }
}
