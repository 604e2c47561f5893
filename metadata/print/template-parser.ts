/** A parser of templates around Handlebars' own, which is handed in; what it cannot read is said with line and column. */
import { say } from '../words.js';
import type { Program } from './ast.js';
import type { ParseTemplate } from './check-template.js';
import { measureTemplate } from './measure-template.js';

/** `parse` gives Handlebars' syntax tree and throws with its message. */
export const templateParser =
  (parse: (text: string) => unknown): ParseTemplate =>
  (text) => {
    const problem = measureTemplate(text);
    if (problem) return { problem };
    try {
      return { program: parse(text) as Program };
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
