package io.impasto.engine.transfer;

/** An option that can't be used; the message names it and says what is allowed, for a person. */
public final class InvalidOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String option;

    /**
     * @param option its name as in {@code transfer-options.v1}, such as {@code styleWeight}
     * @param message the whole message, option included
     */
    public InvalidOption(String option, String message) {
        super(message);
        this.option = option;
    }

    /** The option's name as in {@code transfer-options.v1}. */
    public String option() {
        return option;
    }
}
