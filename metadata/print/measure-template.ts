/**
 * How large a template is, before a parser sees it: parsers of templates take more than linear time for what is nested, and
 * the stack besides.
 */
import { say } from '../words.js';
import type { TemplateProblem } from './analyse.js';

/** Braces that open something, and blocks or parentheses within each other. */
const mostParts = 5000;
const deepest = 60;
/** Characters between two braces and the next two. */
const longestPart = 4000;

export function measureTemplate(text: string): TemplateProblem | undefined {
  let [parts, blocks, calls, from] = [0, 0, 0, -1];
  for (const { 0: mark, index } of text.matchAll(/\{\{~?[#^/]?|\}\}|[()]/g)) {
    if (mark.startsWith('{{')) {
      parts += 1;
      calls = 0;
      from = index;
      if (/[#^]$/.test(mark)) blocks += 1;
      else if (mark.endsWith('/')) blocks = Math.max(0, blocks - 1);
    } else if (mark === '}}') {
      if (from >= 0 && index - from > longestPart) return at(text, from, 'TEMPLATE_TOO_LARGE', say`This part has more than ${{ most: longestPart }} characters.`); // prettier-ignore
      from = -1;
    } else if (from >= 0) calls += mark === '(' ? 1 : -1;
    if (parts > mostParts) return at(text, index, 'TEMPLATE_TOO_LARGE', say`The template has more than ${{ most: mostParts }} parts.`); // prettier-ignore
    if (blocks > deepest || calls > deepest) return at(text, index, 'TEMPLATE_TOO_DEEP', say`There is more nested here than ${{ most: deepest }} blocks or calls.`); // prettier-ignore
  }
  return undefined;
}

function at(text: string, index: number, code: string, words: ReturnType<typeof say>): TemplateProblem {
  const before = text.slice(0, index).split('\n');
  return { code, line: before.length, column: before.at(-1)!.length + 1, ...words };
}
