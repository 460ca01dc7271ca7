package io.impasto.worker.queue;

/** What is done with a leased record. */
@FunctionalInterface
public interface Work {

    /**
     * Called on a thread of its own, one lease at a time. Must return soon after the lease's {@link Lease#signal} is no
     * longer {@link Lease.Signal#GO_ON}; what it throws counts as {@link Verdict#RELEASE}.
     */
    Verdict work(Lease lease);
}
