package io.impasto.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/** Gives tests the {@link RunningStack}: started for the first that asks, stopped after the last test of the module. */
public final class WithStack extends TypeBasedParameterResolver<RunningStack> {

    @Override
    public RunningStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return of(context);
    }

    /** The stack of the tests that run. */
    public static RunningStack of(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WithStack.class))
                .computeIfAbsent(RunningStack.class, key -> new RunningStack(), RunningStack.class);
    }
}
