package io.impasto.acceptance.browser;

import com.microsoft.playwright.Page;

/** What the page keeps on the device of what was chosen; a reload before that is there would find what was before. */
final class KeptDraft {

    private KeptDraft() {}

    /**
     * Waits until a tab's draft is kept as told.
     *
     * @param condition a function in JavaScript of the draft, which is undefined before the first is kept, and of its
     *     pictures: {@code [{blob, original, mask, part}]}
     */
    static void await(Page page, String condition) {
        page.waitForFunction(
                """
                () => new Promise((resolve) => {
                  const opening = indexedDB.open('impasto-drafts');
                  opening.onsuccess = () => {
                    const key = sessionStorage.getItem('impasto.draft');
                    const stores = opening.result.transaction(['drafts', 'pictures']);
                    const draft = stores.objectStore('drafts').get(key);
                    const pictures = stores.objectStore('pictures').getAll(IDBKeyRange.bound([key], [key, []]));
                    stores.oncomplete = () => resolve((%s)(draft.result, pictures.result));
                  };
                })"""
                        .formatted(condition));
    }
}
