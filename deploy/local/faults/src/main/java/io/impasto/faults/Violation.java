package io.impasto.faults;

/** Something that must not be. */
record Violation(Rule rule, String transfer, String detail) {

    /** What must hold of each accepted transfer. */
    enum Rule {
        /** It has a terminal event. */
        LOST,
        /** It has terminal events of one kind and one id. */
        TWO_ENDS,
        /** Its state is that of its terminal event. */
        STATE_DIFFERS,
        /** Nothing was wrong with it, so it succeeded. */
        FAILED,
        /** Its result is stored, and a picture. */
        NO_RESULT,
        /** The result has the announced hash; result and manifest are those of the first announcement. */
        OVERWRITTEN,
        /** No further attempt starts after its success. */
        PAINTED_TWICE,
        /** An attempt starts at the last stored checkpoint or later. */
        WORK_THROWN_AWAY
    }

    @Override
    public String toString() {
        return rule + " " + transfer + ": " + detail;
    }
}
