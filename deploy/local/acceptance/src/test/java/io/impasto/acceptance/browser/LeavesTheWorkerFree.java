package io.impasto.acceptance.browser;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.impasto.acceptance.WithStack;

/** Cancels what is on its way after each test, also after one that failed, so that the next need not wait for it. */
public final class LeavesTheWorkerFree implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        SmallTransfers.cancelAll(WithStack.of(context).gateway());
    }
}
