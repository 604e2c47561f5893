/** A tree of markup to blocks for the layouter: styles applied, blanks gathered, text between blocks made paragraphs. */
import { plainBox, applyStyles, declarationsOf, type Inherited } from './css.js';
import { readCode } from './drawing.js';
import { readPicture } from './picture.js';
import type { Block, Box, Cell, Row, Run, TextStyle } from '../layout/types.js';
import type { Element, Markup } from './parse-html.js';

const inlineTags = new Set(['b', 'strong', 'i', 'em', 'u', 'span', 'br']);

/** What text looks like before anything is said. */
export const baseStyle: Inherited = {
  text: { size: 9.5, bold: false, italic: false, underline: false, color: '#111827' },
  align: 'left',
  lineHeight: 1.45,
  nowrap: false,
};

/** `printable`: text in the characters that the font has. */
export function buildBlocks(
  tree: readonly Markup[],
  printable: (text: string) => string,
  from = baseStyle,
): readonly Block[] {
  return new Builder(printable).blocks(tree, from);
}

class Builder {
  constructor(readonly printable: (text: string) => string) {}

  /** Inline content between blocks becomes blocks of text. */
  blocks(children: readonly Markup[], from: Inherited): readonly Block[] {
    const found: Block[] = [];
    let runs: Run[] = [];
    const flush = (): void => {
      const tidy = tidied(runs);
      if (tidy.length > 0) found.push({ kind: 'text', box: plainBox(from), runs: tidy });
      runs = [];
    };
    for (const child of children) {
      if (typeof child === 'string' || this.#isInline(child)) runs.push(...this.#runs(child, from));
      else {
        flush();
        const block = this.#block(child, from);
        if (block) found.push(block);
      }
    }
    flush();
    return found;
  }

  #isInline(element: Element): boolean {
    if (!inlineTags.has(element.tag)) return false;
    return element.children.every((child) => typeof child === 'string' || this.#isInline(child));
  }

  #runs(markup: Markup, from: Inherited): readonly Run[] {
    if (typeof markup === 'string')
      return [{ text: this.printable(markup.replace(/[ \t\r\n\f]+/g, ' ')), style: from.text }];
    if (markup.tag === 'br') return [{ text: '\n', style: from.text }];
    const { inherited } = applyStyles(declarationsOf(markup.tag, markup.attributes), from);
    return markup.children.flatMap((child) => this.#runs(child, inherited));
  }

  #block(element: Element, from: Inherited): Block | undefined {
    const { tag, attributes, children } = element;
    const { box, inherited } = applyStyles(declarationsOf(tag, attributes), from);
    if (tag === 'table') return { kind: 'table', box, rows: this.#rows(element, inherited) };
    if (tag === 'img') {
      const source = attributes['src'] ?? '';
      const picture = readPicture(source) ?? readCode(source);
      return picture && { kind: 'picture', box, picture };
    }
    if (tag === 'ul' || tag === 'ol') return this.#list(element, box, inherited);
    const inner = this.blocks(children, inherited);
    const [only] = inner;
    // A paragraph is its text, not a box around it.
    if (inner.length === 1 && only?.kind === 'text') return { ...only, box: { ...box } };
    if (tag === 'hr' || inner.length > 0 || box.height !== undefined)
      return { kind: 'group', box: rule(tag, box), blocks: inner };
    return undefined;
  }

  #list({ tag, attributes, children }: Element, box: Box, inherited: Inherited): Block {
    let number = Number(attributes['start'] ?? 1) || 1;
    const indent = inherited.text.size * 1.6;
    const blocks = children.flatMap((child): readonly Block[] => {
      if (typeof child === 'string') return [];
      const own = applyStyles(declarationsOf(child.tag, child.attributes), inherited);
      const text = tag === 'ol' ? `${number++}.` : '•';
      const marker = { text, style: own.inherited.text };
      const inset = { ...own.box, padding: { ...own.box.padding, left: own.box.padding.left + indent } };
      return [{ kind: 'group', box: inset, blocks: this.blocks(child.children, own.inherited), marker }];
    });
    return { kind: 'group', box, blocks };
  }

  #rows(table: Element, from: Inherited): readonly Row[] {
    const tableClass = table.attributes['class'] ?? '';
    const rows: Row[] = [];
    const visit = (children: readonly Markup[], inHead: boolean): void => {
      for (const child of children) {
        if (typeof child === 'string') continue;
        if (child.tag === 'tr') rows.push(this.#row(child, from, tableClass, inHead));
        else visit(child.children, inHead || child.tag === 'thead');
      }
    };
    visit(table.children, false);
    return rows.filter((row) => row.cells.length > 0);
  }

  #row(tr: Element, from: Inherited, tableClass: string, isHead: boolean): Row {
    const row = applyStyles(declarationsOf('tr', tr.attributes), from);
    const cells = tr.children.flatMap((child): readonly Cell[] => {
      if (typeof child === 'string' || (child.tag !== 'td' && child.tag !== 'th')) return [];
      const { box, inherited } = applyStyles(declarationsOf(child.tag, child.attributes, tableClass), row.inherited);
      const border = { ...box.border };
      for (const side of ['top', 'bottom'] as const) border[side] ??= row.box.border[side];
      const background = box.background ?? row.box.background;
      const columns = Math.min(60, Math.max(1, Math.floor(Number(child.attributes['colspan'] ?? 1)) || 1));
      return [
        {
          columns,
          box: { ...box, border, ...(background ? { background } : {}) },
          blocks: this.blocks(child.children, inherited),
        },
      ];
    });
    return { cells, isHead };
  }
}

/** A rule is a box of no height with a line on top. */
const rule = (tag: string, box: Box): Box => (tag === 'hr' ? { ...box, height: box.border.top?.width ?? 0.5 } : box);

/** Blanks beside blanks and at the ends of lines go; text without anything to see is nothing. */
function tidied(runs: readonly Run[]): readonly Run[] {
  const kept: Run[] = [];
  let last = '\n';
  for (const { text, style } of runs) {
    if (text === '\n') {
      kept.push({ text, style });
      last = '\n';
      continue;
    }
    const own = last === ' ' || last === '\n' ? text.replace(/^ +/, '') : text;
    if (own === '') continue;
    kept.push({ text: own, style });
    last = own.at(-1)!;
  }
  while (kept.length > 0 && kept.at(-1)!.text.trim() === '' && kept.at(-1)!.text !== '\n') kept.pop();
  // A last break ends the line that is there; it begins no new one.
  if (kept.at(-1)?.text === '\n') kept.pop();
  return merged(kept);
}

function merged(runs: readonly Run[]): readonly Run[] {
  const out: { text: string; style: TextStyle }[] = [];
  for (const { text, style } of runs) {
    const last = out.at(-1);
    if (last && last.style === style) last.text += text;
    else out.push({ text, style });
  }
  return out;
}
