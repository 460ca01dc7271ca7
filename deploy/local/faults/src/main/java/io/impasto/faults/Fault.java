package io.impasto.faults;

/** What may happen to a stack. */
enum Fault {
    KILL_WORKER("kill -9 of a worker", Victim.WORKER),
    TERMINATE_WORKER("SIGTERM of a worker", Victim.WORKER),
    HOLD_WORKER("SIGSTOP of a worker, until another has its job", Victim.WORKER),
    CUT_WORKER("no network between a worker and the broker", Victim.WORKER),
    KILL_GATEWAY("kill -9 of a gateway", Victim.GATEWAY),
    TERMINATE_GATEWAY("SIGTERM of a gateway", Victim.GATEWAY),
    HOLD_GATEWAY("SIGSTOP of a gateway", Victim.GATEWAY),
    KILL_STORAGE("kill -9 of storage-service", Victim.STORAGE),
    TERMINATE_STORAGE("SIGTERM of storage-service", Victim.STORAGE),
    HOLD_STORAGE("SIGSTOP of storage-service", Victim.STORAGE),
    RESTART_BROKER("stop and start of the broker", Victim.BROKER),
    RESTART_STORE("stop and start of the S3 server", Victim.STORE),
    SLOW_STORE("a slow S3 server", Victim.STORE),
    REFUSE_STORE("an S3 server that answers 503", Victim.STORE),
    ROLL("a rolling restart of every service", Victim.SERVICES);

    /** Whom it hits. */
    enum Victim {
        WORKER,
        GATEWAY,
        STORAGE,
        BROKER,
        STORE,
        SERVICES
    }

    private final String text;
    private final Victim victim;

    Fault(String text, Victim victim) {
        this.text = text;
        this.victim = victim;
    }

    /** As the table names it. */
    String text() {
        return text;
    }

    Victim victim() {
        return victim;
    }
}
