package io.impasto.worker.transfers;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.impasto.engine.transfer.InvalidOption;
import io.impasto.engine.transfer.TransferOptions;

/** A request that nobody can fulfil; its problem goes to whoever asked. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OPTIONS = Arrays.stream(TransferOptions.class.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /** The refusal of an option. */
    public static Refusal of(InvalidOption fault) {
        String option = fault.option();
        return new Refusal(
                option.equals("options") || OPTIONS.contains(option)
                        ? Problem.invalidOption(option, fault.getMessage())
                        : Problem.unknownOption(option, fault.getMessage()));
    }

    /** Why. */
    public Problem problem() {
        return problem;
    }
}
