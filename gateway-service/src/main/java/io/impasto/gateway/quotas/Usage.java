package io.impasto.gateway.quotas;

/** What the transfers of a tenant take together. */
record Usage(long queued, long running, long pixels) {

    static final Usage NONE = new Usage(0, 0, 0);

    Usage plus(Share share) {
        return new Usage(
                queued + (share.waiting() ? 1 : 0), running + (share.atWork() ? 1 : 0), pixels + share.pixels());
    }

    Usage minus(Share share) {
        return new Usage(
                queued - (share.waiting() ? 1 : 0), running - (share.atWork() ? 1 : 0), pixels - share.pixels());
    }
}
