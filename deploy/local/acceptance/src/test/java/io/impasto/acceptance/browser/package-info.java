/**
 * The page in a real browser, over the embedded stack.
 * Uses Playwright with the machine's Chromium, else with one that Playwright fetches.
 * Start reading at {@link io.impasto.acceptance.browser.WithBrowser}: it gives each test a fresh page.
 */
package io.impasto.acceptance.browser;
