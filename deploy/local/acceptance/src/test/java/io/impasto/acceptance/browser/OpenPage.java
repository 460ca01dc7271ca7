package io.impasto.acceptance.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** A page of its own for one test; it notes what the browser complains about. */
final class OpenPage implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final String NOT_GERMAN = script("not-german.js");

    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    OpenPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(errors::add);
        page.onRequestFailed(request -> {
            if (!request.failure().contains("ERR_ABORTED")) {
                errors.add(request.url() + ": " + request.failure());
            }
        });
    }

    Page page() {
        return page;
    }

    /** Opens an address and waits until it has loaded. */
    Page open(URI address) {
        page.navigate(address.toString());
        return page;
    }

    /** Console errors, uncaught exceptions and requests that failed, so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /**
     * What axe-core finds wrong for people who see, hear or move otherwise: rule and elements, one line each. The page's
     * policy complains of its style, so that {@link #errors()} are to be asked for first.
     */
    List<String> barriers() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .map(CheckedNode::getHtml)
                                        .toList())
                        .toList();
    }

    /** What can be read or heard on the page and is not German. */
    List<?> notGerman() {
        return (List<?>) page.evaluate(NOT_GERMAN);
    }

    private static String script(String name) {
        try (InputStream script = OpenPage.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a picture of the whole page in {@code target/screenshots}. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
