/**
 * One way to write a document: what fits on a line stands on one line, the rest is opened up, so that a field or a column is
 * one line to read and one line in a comparison. Key order is kept. Pure.
 */
export const lineWidth = 100;

/** Text of a JSON value without a line end at its end. The outermost object is always opened up. */
export function formatJson(value: unknown, width = lineWidth): string {
  return write(value, '', width, 0, true);
}

function write(value: unknown, indent: string, width: number, used: number, open = false): string {
  const line = inline(value);
  if (!open && indent.length + used + line.length <= width) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + write(item, inner, width, 1)).join(',\n')}\n${indent}]`;
  }
  if (typeof value !== 'object' || value === null) return line;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const head = `${JSON.stringify(key)}: `;
    return inner + head + write(item, inner, width, head.length + 1);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`).join(', ')} }`;
}
