/** From a problem's JSON pointer to the range of text to mark and to jump to. Pure. */
import { pointerKeys } from '../../metadata/document/pointer.js';
import type { Problem } from '../../metadata/value.js';
import { findPlace, type JsonTree, type Range } from './json-tree.js';

/**
 * The range to mark: the value, or the key where the key is meant or the value is long; inside an expression the part that
 * is wrong. What is missing is marked at the object that should have it.
 */
export function rangeOfProblem(tree: JsonTree, text: string, problem: Problem): Range {
  const place = findPlace(tree, text, pointerKeys(problem.path));
  if (!place) return { from: 0, to: Math.min(1, text.length) };
  const keyMeant = problem.code === 'UNKNOWN_KEY' || problem.code === 'BAD_NAME' || problem.code === 'FORBIDDEN_KEY';
  if (place.key && (place.container || (keyMeant && place.exact))) return place.key;
  if (place.container) return { from: place.value.from, to: firstLineEnd(text, place.value) };
  if (place.exact && problem.from !== undefined && text[place.value.from] === '"') {
    return insideString(text.slice(place.value.from, place.value.to), place.value.from, {
      from: problem.from,
      to: problem.to ?? problem.from + 1,
    });
  }
  return place.value;
}

/** The range of a pointer, for jumping. */
export const rangeOfPointer = (tree: JsonTree, text: string, pointer: string): Range =>
  rangeOfProblem(tree, text, { path: pointer, code: '', message: '' });

function firstLineEnd(text: string, range: Range): number {
  const end = text.indexOf('\n', range.from);
  return end < 0 || end > range.to ? range.to : Math.max(end, range.from + 1);
}

/** Offsets in the meaning of a string literal to positions in the text: escapes are longer than what they mean. */
function insideString(literal: string, start: number, meant: Range): Range {
  const at: number[] = [];
  for (let i = 1; i < literal.length - 1;) {
    at.push(i);
    i += literal[i] !== '\\' ? 1 : literal[i + 1] === 'u' ? 6 : 2;
  }
  const end = literal.length - 1;
  const position = (offset: number) => start + (at[offset] ?? end);
  const from = position(meant.from);
  return { from, to: Math.max(position(meant.to), Math.min(from + 1, start + end)) };
}

/** Lines and columns from 1, as people count. */
export function lineAndColumn(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position);
  return { line: before.split('\n').length, column: position - before.lastIndexOf('\n') };
}
