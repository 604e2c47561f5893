/**
 * The markup that formatted text may hold: what an editor makes, nothing that runs, loads or takes the look of the page. The
 * server cleans by this list what it stores, the browser what it shows.
 */
export const markupTags: readonly string[] = [
  'p', 'br', 'strong', 'em', 'u', 's', 'ul', 'ol', 'li', 'a', 'h2', 'h3', 'blockquote', 'code', 'pre', 'hr',
]; // prettier-ignore

/** Besides those, what Markdown makes. */
export const markdownTags: readonly string[] = [
  ...markupTags, 'h1', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td',
]; // prettier-ignore

/** Addresses that a link may have. */
export const linkSchemes: readonly string[] = ['http', 'https', 'mailto', 'tel'];

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** Markup as plain text, for lists, titles, exports and history: tags go, the common entities are read. */
export const plainText = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/li|\/h[1-6]|\/blockquote)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_all, name: string) => entities[name]!)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
