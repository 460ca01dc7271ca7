package io.impasto.gateway.events;

/** Where a record lies in its topic. Of {@code impasto.events} it is the public id of the event. */
public record Position(int partition, long offset) {

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
