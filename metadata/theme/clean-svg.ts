/**
 * An SVG with nothing in it but shapes. It is read by our own small reader and written anew from what is known to be
 * harmless: no script, no event, no address but of its own parts, no foreign content, no entities, no animation. Pure.
 *
 *   text -> tags -> known elements -> known attributes with harmless values -> text
 */
export interface CleanSvg {
  /** Undefined when this is no SVG, or one that cannot be read safely. */
  readonly svg: string | undefined;
  /** What was left out, by its name: `<script>`, `onload`, `href`. */
  readonly removed: readonly string[];
}

const elements = new Set('svg g path rect circle ellipse line polyline polygon text tspan defs linearGradient radialGradient stop clipPath mask use title desc symbol'.split(' ')); // prettier-ignore
const attributes = new Set(
  `id x y x1 y1 x2 y2 cx cy r rx ry fx fy d dx dy width height viewBox points transform offset version preserveAspectRatio
  gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits clip-path mask clip-rule fill
  fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
  stroke-dashoffset opacity stop-color stop-opacity color display visibility font-family font-size font-weight font-style
  text-anchor letter-spacing dominant-baseline paint-order vector-effect shape-rendering`.split(/\s+/),
);
/** Written by drawing programs, of no meaning to a picture: left out without a word. */
const silent = /^(xmlns(:|$)|xml:|class$|style$|data-|enable-background$|sodipodi:|inkscape:|sketch:|serif:)/;
const silentElements = /^(style|metadata|sodipodi:|inkscape:|sketch:|rdf:|cc:|dc:)/;
const tagPattern = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attributePattern = /([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
const deepest = 60;

export function cleanSvg(text: string): CleanSvg {
  const removed = new Set<string>();
  const refuse = (what: string): CleanSvg => ({ svg: undefined, removed: [...removed, what] });
  // What a drawing program writes about itself; a list of entities inside could be anything.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(text)) return refuse('<!DOCTYPE>');
  const plain = text.replace(/^\uFEFF/, '').replace(/<!--[\s\S]*?-->/g, '').replace(/<\?xml[^>]*\?>/g, '').replace(/<!DOCTYPE[^>]*>/gi, '').trim(); // prettier-ignore
  const classes = classStyles(plain);
  const out: string[] = [];
  const open: { readonly name: string; readonly isKept: boolean }[] = [];
  let at = 0;
  let isDone = false;
  while (at < plain.length) {
    const isShown = open.every(({ isKept }) => isKept);
    if (plain[at] !== '<') {
      const end = plain.indexOf('<', at);
      const words = plain.slice(at, end < 0 ? plain.length : end);
      if (open.length === 0 && words.trim() !== '') return refuse('text');
      if (isShown && ['text', 'tspan', 'title', 'desc'].includes(open.at(-1)?.name ?? '')) out.push(escapeText(decode(words))); // prettier-ignore
      at += words.length;
      continue;
    }
    if (plain.startsWith('<![CDATA[', at)) {
      const end = plain.indexOf(']]>', at);
      if (end < 0) return refuse('<![CDATA[');
      if (!silentElements.test(open.at(-1)?.name ?? '')) removed.add('<![CDATA[');
      at = end + 3;
      continue;
    }
    tagPattern.lastIndex = at;
    const found = tagPattern.exec(plain);
    if (!found) return refuse(plain.slice(at, at + 20));
    const [all, closing, name = '', written = '', isEmpty] = found;
    at += all.length;
    if (closing) {
      const last = open.pop();
      if (last?.name !== name) return refuse(`</${name}>`);
      if (isShown) out.push(`</${name}>`);
      if (open.length === 0) isDone = true;
      continue;
    }
    if (isDone || (open.length === 0 && name !== 'svg')) return refuse(`<${name}>`);
    if (open.length >= deepest) return refuse(`<${name}>`);
    const isKept = elements.has(name);
    if (!isKept && isShown && !silentElements.test(name)) removed.add(`<${name}>`);
    if (isKept && isShown) {
      const first = open.length === 0 ? ' xmlns="http://www.w3.org/2000/svg"' : '';
      out.push(`<${name}${first}${cleanAttributes(written, classes, removed)}${isEmpty ? '/' : ''}>`);
    }
    if (!isEmpty) open.push({ name, isKept });
    else if (open.length === 0) isDone = true;
  }
  if (!isDone || open.length > 0) return refuse('<svg>');
  return { svg: out.join(''), removed: [...removed] };
}

function cleanAttributes(written: string, classes: ReadonlyMap<string, string>, removed: Set<string>): string {
  const held = new Map<string, string>();
  const take = (name: string, value: string, isStyle: boolean) => {
    if (name === 'href' || name === 'xlink:href') {
      if (/^#[\w.:-]+$/.test(value)) held.set('href', value);
      else removed.add(name);
    } else if (attributes.has(name) && isHarmless(value)) held.set(name, value);
    else if (!isStyle && !silent.test(name)) removed.add(name);
    else if (isStyle && !isHarmless(value)) removed.add(name);
  };
  const all = [...written.matchAll(attributePattern)].map((found) => [found[1]!, decode(found[2] ?? found[3] ?? '')] as const); // prettier-ignore
  for (const [name, value] of all) take(name, value.trim(), false);
  // A style wins over attributes, as it does in a browser: first those of classes, then its own.
  const named = all.find(([name]) => name === 'class')?.[1].split(/\s+/) ?? [];
  for (const style of [...named.map((each) => classes.get(each) ?? ''), all.find(([name]) => name === 'style')?.[1] ?? '']) {
    for (const rule of style.split(';')) {
      const colon = rule.indexOf(':');
      if (colon > 0) take(rule.slice(0, colon).trim(), rule.slice(colon + 1).trim(), true);
    }
  } // prettier-ignore
  return [...held].map(([name, value]) => ` ${name}="${escapeText(value)}"`).join('');
}

/** No address but `url(#part)`, nothing that some reader of styles would run or fetch. */
const isHarmless = (value: string): boolean =>
  !/[\\<>@]|expression|javascript:|data:|\/\*|&/i.test(value) &&
  !/url/i.test(value.replace(/url\(\s*["']?#[\w.:-]+["']?\s*\)/gi, '')) &&
  // eslint-disable-next-line no-control-regex -- a sign that is not seen has no place in a picture
  !/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(value);

/** Rules of one class each, as drawing programs write them: `.cls-1{fill:#fff}`. */
function classStyles(text: string): ReadonlyMap<string, string> {
  const sheet = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((found) => found[1]).join('\n');
  const styles = new Map<string, string>();
  for (const [, names = '', style = ''] of sheet.matchAll(/([^{}]*)\{([^{}]*)\}/g)) {
    for (const name of names.split(',').map((each) => each.trim())) {
      if (/^\.[\w-]+$/.test(name)) styles.set(name.slice(1), `${styles.get(name.slice(1)) ?? ''};${style}`);
    }
  }
  return styles;
}

const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (all, code: string) => {
    if (!code.startsWith('#')) return known[code] ?? '';
    const point = /^#x/i.test(code) ? parseInt(code.slice(2), 16) : parseInt(code.slice(1), 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
