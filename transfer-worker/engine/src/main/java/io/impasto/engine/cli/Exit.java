package io.impasto.engine.cli;

/** Exit codes, documented in the help; scripts rely on them. */
final class Exit {

    static final int OK = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    static final int BAD_INPUT = 3;
    static final int CANNOT_WRITE = 4;
    static final int NO_DEVICE = 5;
    static final int UNREACHABLE = 6;
    static final int DIFFERENT = 7;
    static final int SOME_FAILED = 8;
    /** 128 + SIGINT, as shells have it. */
    static final int INTERRUPTED = 130;

    private Exit() {}
}
