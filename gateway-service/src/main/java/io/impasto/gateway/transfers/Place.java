package io.impasto.gateway.transfers;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** Where a transfer stands among others: in the order in which they were asked for. */
record Place(Instant createdAt, UUID id) implements Comparable<Place> {

    private static final Comparator<Place> OLDEST_FIRST =
            Comparator.comparing(Place::createdAt).thenComparing(Place::id);

    static Place of(Transfer transfer) {
        return new Place(transfer.createdAt(), transfer.id());
    }

    /** Reads what {@link #text} wrote. */
    static Optional<Place> read(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int middle = plain.indexOf('/');
            return middle < 0
                    ? Optional.empty()
                    : FindTransfer.uuid(plain.substring(middle + 1))
                            .map(id -> new Place(Instant.parse(plain.substring(0, middle)), id));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As a text that means nothing to clients. */
    String text() {
        byte[] bytes = (createdAt + "/" + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public int compareTo(Place other) {
        return OLDEST_FIRST.compare(this, other);
    }
}
