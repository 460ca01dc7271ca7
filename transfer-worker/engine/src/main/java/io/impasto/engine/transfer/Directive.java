package io.impasto.engine.transfer;

/** What a listener wants next. */
public enum Directive {
    /** Go on painting. */
    CONTINUE,
    /** Stop here; the outcome is unfinished and its picture the last good one. */
    STOP
}
