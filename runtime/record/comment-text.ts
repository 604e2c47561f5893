/**
 * The light markup of comments, as plain pieces: **bold**, *italic*, `code`, addresses, "- " lists and the names of mentioned
 * people. Everything else is text: nothing here can become markup of the page. Pure.
 */
export interface Mention {
  readonly id: string;
  /** As it stands in the text, without the @. */
  readonly name: string;
}

export interface Piece {
  readonly kind: 'text' | 'bold' | 'italic' | 'code' | 'link' | 'mention';
  readonly text: string;
  /** Of a mention: the person. */
  readonly id?: string;
}

export interface Line {
  readonly kind: 'line' | 'item';
  readonly pieces: readonly Piece[];
}

/** Bold, italic, code, an address; each group of its own. The signs hug their words. */
const marks =
  /\*\*(?=\S)([^\n]*?\S)\*\*|\*(?=[^\s*])([^\n*]*?[^\s*])\*|`([^`\n]+)`|(https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]])/g;

export function readComment(text: string, mentions: readonly Mention[] = []): readonly Line[] {
  return text.split('\n').map((line) => {
    const item = /^\s*[-*] +(?=\S)/.exec(line);
    const rest = item ? line.slice(item[0].length) : line;
    return { kind: item ? 'item' : 'line', pieces: readMarks(rest).flatMap((piece) => splitMentions(piece, mentions)) };
  });
}

function readMarks(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > at) pieces.push({ kind: 'text', text: text.slice(at, match.index) });
    const [whole, bold, italic, code, link] = match;
    if (bold !== undefined) pieces.push({ kind: 'bold', text: bold });
    else if (italic !== undefined) pieces.push({ kind: 'italic', text: italic });
    else if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else pieces.push({ kind: 'link', text: link ?? whole });
    at = match.index + whole.length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** Longer names first, so that "@Ann Smith" is not taken for "@Ann". */
function splitMentions(piece: Piece, mentions: readonly Mention[]): readonly Piece[] {
  if (piece.kind !== 'text' || mentions.length === 0) return [piece];
  const names = [...mentions].filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length);
  if (names.length === 0) return [piece];
  const wanted = new RegExp(`@(${names.map(({ name }) => escape(name)).join('|')})`, 'g');
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of piece.text.matchAll(wanted)) {
    if (match.index > at) pieces.push({ kind: 'text', text: piece.text.slice(at, match.index) });
    const { id } = names.find(({ name }) => name === match[1])!;
    pieces.push({ kind: 'mention', text: match[0], id });
    at = match.index + match[0].length;
  }
  if (at < piece.text.length) pieces.push({ kind: 'text', text: piece.text.slice(at) });
  return pieces;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A comment on one line without its marks: for excerpts. */
export const plainComment = (text: string): string =>
  readComment(text)
    .map((line) => line.pieces.map((piece) => piece.text).join(''))
    .join(' ')
    .trim();

/** What stands between the @ before the caret and the caret; undefined where nobody is being named. */
export function namedAt(text: string, caret: number): { readonly start: number; readonly find: string } | undefined {
  const match = /(?:^|[\s(（，。、])@([^@\n]{0,40})$/u.exec(text.slice(0, caret));
  if (!match) return undefined;
  const find = match[1]!;
  // After two spaces or more words than a name has the person writes on.
  if (/\s\s$/.test(find) || find.trim().split(/\s+/).length > 4) return undefined;
  return { start: caret - find.length - 1, find };
}
