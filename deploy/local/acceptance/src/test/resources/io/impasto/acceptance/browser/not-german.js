// What can be read or heard on the page and is not German: an English text, the key of one, or one that was filled in badly.
async () => {
  const file = async (name) => (await fetch(`/texts/${name}.json`)).json();
  const texts = async (language) => ({ ...await file(language), ...await file(`${language}.more`) });
  const [english, german] = [await texts('en'), await texts('de')];
  const escaped = (text) => text.replace(/[^A-Za-z0-9 ]/g, '\\$&');
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
  const wrong = (text) => text in english || /undefined|NaN|\[object|[{}]/.test(text)
    || /\b(the|and|of|with|this|your|are|has|been)\b/i.test(text)
    || (foreign.some((each) => each.test(text)) && !own.some((each) => each.test(text)));
  return [...said].filter(wrong);
}