/** Text with the places that were found in it. */
import { html } from 'lit';

export function marked(text: string, marks: readonly (readonly [number, number])[] = []) {
  const parts: unknown[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(at, from), html`<mark>${text.slice(from, to)}</mark>`);
    at = to;
  }
  return [...parts, text.slice(at)];
}
