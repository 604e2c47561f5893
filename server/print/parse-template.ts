/** Handlebars' own parser, read with its first use. What it gives is only looked at here; running is for work processes. */
import type Handlebars from 'handlebars';
import type { Program } from '../../metadata/print/ast.js';
import type { ParseTemplate } from '../../metadata/print/check-template.js';
import { measureTemplate } from '../../metadata/print/measure-template.js';
import { say } from '../../metadata/words.js';
import { lazyPackage } from '../lazy-package.js';

const load = lazyPackage<typeof Handlebars>('handlebars');

/** The syntax tree with its places, or what could not be read. */
export const parseTemplate: ParseTemplate = (text) => {
  const problem = measureTemplate(text);
  if (problem) return { problem };
  try {
    return { program: load().parse(text) as unknown as Program };
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/(?:line |- )(\d+)(?::\d+)?/.exec(message)?.[1] ?? 1);
    const column = Number(/- \d+:(\d+)/.exec(message)?.[1] ?? 0) + 1;
    return { problem: { code: 'TEMPLATE_SYNTAX', line, column, ...wordsOf(message) } };
  }
};

function wordsOf(message: string) {
  const other = /^(\S+) doesn't match (\S+)/.exec(message);
  if (other) return say`The block "${{ opened: other[1]! }}" is closed by "${{ closed: other[2]! }}".`;
  const near = /Parse error[^\n]*\n([^\n]*)\n/.exec(message)?.[1]?.trim();
  return near ? say`This cannot be read: ${{ text: near.slice(0, 120) }}` : say`This cannot be read as a template.`;
}
