/**
 * Markup made harmless in the browser (DOMPurify): the one place where text becomes elements. Tags and addresses are those
 * of metadata/markup.ts; links open elsewhere and take no name of this page along.
 */
import DOMPurify from 'dompurify';
import { linkSchemes, markdownTags, markupTags } from '../../metadata/markup.js';

const addresses = new RegExp(`^(?:${linkSchemes.join('|')}):`, 'i');

const rules = {
  ALLOWED_ATTR: ['href'],
  ALLOWED_URI_REGEXP: addresses,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** What browsers and other programs write for the same: renamed, not left out. */
const renamed: Readonly<Record<string, string>> = { b: 'strong', i: 'em', strike: 's', div: 'p' };

function clean(html: string, kind: 'html' | 'markdown'): DocumentFragment {
  const tags = [...(kind === 'markdown' ? markdownTags : markupTags), ...Object.keys(renamed)];
  const fragment = DOMPurify.sanitize(html, { ...rules, ALLOWED_TAGS: tags, RETURN_DOM_FRAGMENT: true });
  for (const element of fragment.querySelectorAll(Object.keys(renamed).join())) {
    const other = document.createElement(renamed[element.localName]!);
    other.append(...element.childNodes);
    element.replaceWith(other);
  }
  return fragment;
}

/** A fragment to put into the page. */
export function safeFragment(html: string, kind: 'html' | 'markdown' = 'html'): DocumentFragment {
  const fragment = clean(html, kind);
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  return fragment;
}

/** The same as text, for what is typed and pasted. */
export function safeMarkup(html: string): string {
  const holder = document.createElement('div');
  holder.append(clean(html, 'html'));
  return holder.innerHTML;
}
