package io.impasto.gateway.transfers;

/**
 * A transfer as the table holds it: as it is while there is work to be done for it; afterwards packed, for those that have ended are
 * many, stay for weeks, and are seldom looked at.
 */
sealed interface Held {

    static Held of(Transfer transfer) {
        return transfer.terminal()
                ? new Ended(Listing.of(transfer), PackedTransfer.pack(TransferDocument.write(transfer)))
                : new Live(transfer);
    }

    Transfer transfer();

    Listing listing();

    /** Under way, or waiting. */
    record Live(Transfer transfer) implements Held {

        @Override
        public Listing listing() {
            return Listing.of(transfer);
        }
    }

    /** @param packed by {@link PackedTransfer}; not copied */
    record Ended(Listing listing, byte[] packed) implements Held {

        @Override
        public Transfer transfer() {
            return PackedTransfer.unpack(packed);
        }
    }
}
