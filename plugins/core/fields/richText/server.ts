/** Cleans what a body carries (sanitize-html): allowed tags and links stay, everything else is left out, its text kept. */
import type sanitizer from 'sanitize-html';
import { linkSchemes, markupTags } from '../../../../metadata/markup.js';
import { lazyPackage, type FieldServer } from '../../../../server/api.js';

const load = lazyPackage<typeof sanitizer>('sanitize-html');

/** Links lead out, by their whole address: nothing relative to a page of ours. */
const isAddress = new RegExp(`^(?:${linkSchemes.join('|')}):`, 'i');

const rules: sanitizer.IOptions = {
  allowedTags: [...markupTags],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: [...linkSchemes],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  transformTags: {
    a: (_tag, { href = '' }) => ({ tagName: 'a', attribs: isAddress.test(href) ? { href } : {} }),
    b: 'strong',
    i: 'em',
    strike: 's',
    div: 'p',
    h1: 'h2',
    h4: 'h3',
    h5: 'h3',
    h6: 'h3',
  },
};

/** What is left out may leave a paragraph inside a paragraph, which is read otherwise the next time: cleaned until it stays. */
function settled(html: string): string {
  const sanitizeHtml = load();
  let clean = html;
  for (let pass = 0; pass < 10; pass++) {
    const next = sanitizeHtml(clean, rules).trim();
    if (next === clean) break;
    clean = next;
  }
  return clean;
}

/** Markup without what could run or load; text without any markup becomes nothing when it is blank. */
export function cleanMarkup(html: string): string | null {
  const clean = settled(html);
  const isEmpty = load()(clean, { allowedTags: ['hr'], allowedAttributes: {} }).trim() === '';
  return isEmpty ? null : clean;
}

export const server: FieldServer = {
  id: 'richText',
  accept: (value) => ({ value: typeof value === 'string' ? cleanMarkup(value) : value }),
};
