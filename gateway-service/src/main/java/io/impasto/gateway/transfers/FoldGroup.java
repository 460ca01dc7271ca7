package io.impasto.gateway.transfers;

/** The group in which the gateways share the folding of events into states. */
public final class FoldGroup {

    /** Application id of the Kafka Streams topology, and so its consumer group. */
    public static final String ID = "impasto-gateway-fold";

    private FoldGroup() {}
}
