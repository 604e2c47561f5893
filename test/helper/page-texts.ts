/** What a page shows in words, and what of it is cut, through all shadow roots. */
import type { Page } from 'playwright-core';

/** Texts of visible elements, and names given by attributes. */
export async function shownTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const visit = (node: Node): void => {
      if (node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '') texts.push(node.textContent!);
      if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return;
      if (node instanceof Element) {
        if (!node.checkVisibility() && getComputedStyle(node).display !== 'contents') return;
        for (const name of ['aria-label', 'placeholder', 'title', 'data-tip']) {
          const text = node.getAttribute(name);
          if (text) texts.push(text);
        }
        if (node.shadowRoot) visit(node.shadowRoot);
      }
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    return texts;
  });
}

/** Texts that are cut without an ellipsis, or whose rest cannot be read anywhere; labels of forms are never cut. */
export async function cutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const hasTip = (element: Element | null): boolean =>
      element !== null &&
      (element.hasAttribute('data-tip') ||
        element.hasAttribute('data-tip-cut') ||
        element.hasAttribute('title') ||
        // A card opens what it names.
        element.matches('a[href]') ||
        hasTip(element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null));
    const visit = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
        const own = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
        );
        const style = getComputedStyle(element);
        if (!own || style.overflowX === 'visible' || element.clientWidth < 4) continue;
        if (element.scrollWidth <= element.clientWidth + 1 || style.overflowX === 'auto') continue;
        const text = (element.textContent ?? '').trim().slice(0, 60);
        if (style.textOverflow !== 'ellipsis') found.push(`"${text}" is cut without an ellipsis.`);
        else if (!hasTip(element)) found.push(`"${text}" is cut and cannot be read anywhere.`);
      }
    };
    visit(document);
    return found;
  });
}
