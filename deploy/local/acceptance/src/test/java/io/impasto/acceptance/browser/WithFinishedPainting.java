package io.impasto.acceptance.browser;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

import io.impasto.acceptance.WithStack;

/** Gives tests one {@link FinishedPainting}: painted for the first that asks, to be left as it is. */
public final class WithFinishedPainting extends TypeBasedParameterResolver<FinishedPainting> {

    @Override
    public FinishedPainting resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(WithFinishedPainting.class))
                .computeIfAbsent(
                        FinishedPainting.class,
                        key -> FinishedPainting.small(WithStack.of(context).gateway()),
                        FinishedPainting.class);
    }
}
