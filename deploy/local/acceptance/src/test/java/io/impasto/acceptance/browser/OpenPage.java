package io.impasto.acceptance.browser;

import java.net.URI;
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

    /** What can be read or heard and is not German: an English text, the key of one, or one that was filled in badly. */
    private static final String NOT_GERMAN =
            """
            async () => {
              const file = async (name) => (await fetch(`/texts/${name}.json`)).json();
              const texts = async (language) => ({ ...await file(language), ...await file(`${language}.more`) });
              const [english, german] = [await texts('en'), await texts('de')];
              const escaped = (text) => text.replace(/[^A-Za-z0-9 ]/g, '\\\\$&');
              const pattern = (text) => new RegExp(`^${text.split(/{[a-z]+}/i).map(escaped).join('.+')}$`);
              const foreign = Object.keys(english).filter((key) => english[key] !== german[key]).map((key) => pattern(english[key]));
              const own = [...Object.values(german), ...Object.values(await file('problems.de'))].map(pattern);
              const said = new Set();
              const hear = (text) => text?.split(' · ').map((part) => part.trim()).filter(Boolean).forEach((part) => said.add(part));
              const visit = (node) => {
                if (node.nodeType === Node.TEXT_NODE) hear(node.data);
                if (node.nodeType === Node.ELEMENT_NODE) {
                  if (node.matches('style, script, noscript, pre, code, [lang=en]:not(html)')) return;
                  for (const name of ['alt', 'title', 'placeholder', 'aria-label', 'aria-valuetext', 'aria-description']) hear(node.getAttribute(name));
                  if (node.shadowRoot) visit(node.shadowRoot);
                }
                node.childNodes.forEach(visit);
              };
              visit(document.body);
              const wrong = (text) => text in english || /undefined|NaN|\\[object|[{}]/.test(text)
                || /\\b(the|and|of|with|this|your|are|has|been)\\b/i.test(text)
                || (foreign.some((each) => each.test(text)) && !own.some((each) => each.test(text)));
              return [...said].filter(wrong);
            }""";

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
