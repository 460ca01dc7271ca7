package io.impasto.gateway.events;

/** Where a record lies in its topic. Of {@code impasto.events} it is the public id of the event. */
public record Position(int partition, long offset) {

    /** Of what is not published yet. */
    public static final Position NOWHERE = new Position(0, 0);

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
