/** Cleaned markup to a tree. It comes from sanitize-html: every tag is closed, every attribute quoted, four entities used. */
export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Markup[];
}
export type Markup = string | Element;

const token = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+|<)/g;
const attribute = /([a-z-]+)="([^"]*)"/g;
const voids = new Set(['br', 'hr', 'img']);
/** Elements within each other; deeper ones become children of the last that is allowed. */
const deepest = 60;

export function parseHtml(html: string): readonly Markup[] {
  const top: Markup[] = [];
  const open: { tag: string; children: Markup[] }[] = [];
  for (const [, slash, tag, attributes, , text] of html.matchAll(token)) {
    const children = open.at(-1)?.children ?? top;
    if (text !== undefined) children.push(decode(text));
    else if (slash) {
      const at = open.map((each) => each.tag).lastIndexOf(tag!);
      if (at >= 0) open.length = at;
    } else {
      const own: Markup[] = [];
      children.push({ tag: tag!, attributes: attributesOf(attributes ?? ''), children: own });
      if (!voids.has(tag!) && open.length < deepest) open.push({ tag: tag!, children: own });
    }
  }
  return top;
}

const attributesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...text.matchAll(attribute)].map(([, name, value]) => [name!, decode(value!)]));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const decode = (text: string): string => text.replace(/&(amp|lt|gt|quot);/g, (_all, name: string) => entities[name]!);
