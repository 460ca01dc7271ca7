package io.impasto.acceptance.browser;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.support.TypeBasedParameterResolver;

/**
 * Gives each test an {@link OpenPage} of 1280 x 900 in a context of its own. The browser is started for the first test
 * and stopped after the last; where there is none, the tests are skipped with the reason.
 */
public final class WithBrowser extends TypeBasedParameterResolver<OpenPage> {

    private static final Namespace HERE = Namespace.create(WithBrowser.class);

    @Override
    public OpenPage resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Chromium chromium = context.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Chromium.class, key -> Chromium.start(), Chromium.class);
        Browser.NewContextOptions options =
                new Browser.NewContextOptions().setViewportSize(1280, 900).setLocale("en-GB");
        OpenPage page = new OpenPage(chromium.browser().newContext(options));
        // closed with the test's own store
        context.getStore(HERE).put(OpenPage.class, page);
        return page;
    }
}
