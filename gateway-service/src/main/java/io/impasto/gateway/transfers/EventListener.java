package io.impasto.gateway.transfers;

import io.impasto.gateway.events.TransferEvent.Report;

/** Is told every report of a worker once it has been folded into the table, in the order of its partition. */
public interface EventListener {

    /**
     * @param event what happened
     * @param state the transfer after it
     */
    void happened(Report event, Transfer state);
}
