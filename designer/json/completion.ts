/**
 * What may be written at a position of a document: keys with what they mean, values the schema lists, names that exist,
 * and inside expressions fields and functions. Pure: text and tree in, choices and the edit of each out.
 *
 *   position -> key, value or expression? -> schemas there, with what is there already -> choices
 */
import type { JsonSchema } from '../../metadata/contributions.js';
import { ItemId } from '../../metadata/schema/common.js';
import { formatJson } from './format-json.js';
import { expressionChoices } from './complete-expression.js';
import { findSpot, type Spot } from './find-spot.js';
import { readValue, rootValue, type JsonTree, type Range } from './json-tree.js';
import { namesFor, type KnownName, type Names } from './names.js';
import { isObject, schemaRoot, schemasAt, stepInto, openUp, type SchemaNode } from './schema-walk.js';
import { nextItemId, smallestValue } from './smallest-value.js';

export interface Choice {
  readonly label: string;
  /** Text that takes the place of `from` to `to`. */
  readonly insert: string;
  /** Where the caret goes, from the start of `insert`; absent: its end. */
  readonly caret?: number;
  readonly detail?: string;
  readonly info?: string;
  readonly type: 'key' | 'value' | 'name' | 'function' | 'item';
  /** True when more is to be chosen inside what was inserted. */
  readonly again?: boolean;
}

export interface Choices extends Range {
  readonly choices: readonly Choice[];
  /** Where a comma is missing in front; inserted with the choice. */
  readonly commaAt?: number;
}

export interface CompletionInput {
  readonly text: string;
  readonly tree: JsonTree;
  readonly position: number;
  readonly schema: JsonSchema;
  readonly names: Names;
  /** Functions of the expression language. */
  readonly functions: readonly KnownName[];
  describe(key: string, parent: string | undefined): string | undefined;
  /** The person's word for a contribution: the label of a field type. */
  nameOf(key: string, value: string): string | undefined;
  label(label: KnownName['label']): string | undefined;
  newId(): string;
}

export function completionsAt(input: CompletionInput): Choices | undefined {
  const { text, tree, position } = input;
  const spot = findSpot(tree, text, position);
  if (!spot) return undefined;
  const without = spot.at === 'key' ? spot.property : undefined;
  const value = readValue(rootValue(tree), text, without);
  const nodes = schemasAt(schemaRoot(input.schema), value, spot.keys);
  const comma = spot.commaAt === undefined ? {} : { commaAt: spot.commaAt };
  if (spot.at === 'key') {
    return { from: spot.from, to: spot.to, ...comma, choices: keyChoices(input, spot, nodes, value) };
  }
  const expression = nodes.some(({ schema }) => schema['format'] === 'expression');
  if (expression && spot.inString) return expressionChoices(input, spot, value);
  return { from: spot.from, to: spot.to, ...comma, choices: valueChoices(input, spot, nodes, value) };
}

/* ------------------------------------------------------------ keys */

function keyChoices(input: CompletionInput, spot: Spot, nodes: readonly SchemaNode[], value: unknown): Choice[] {
  const held = valueAt(value, spot.keys);
  const present = new Set(isObject(held) ? Object.keys(held) : []);
  const parent = [...spot.keys].reverse().find((key) => typeof key === 'string') as string | undefined;
  const found = new Map<string, Choice & { required: boolean }>();
  for (const node of nodes) {
    const required = (node.schema['required'] ?? []) as readonly string[];
    for (const key of Object.keys((node.schema['properties'] ?? {}) as object)) {
      if (present.has(key)) continue;
      const [own] = stepInto(node, key).flatMap((each) => openUp(each, undefined));
      const before = found.get(key);
      // Of two schemas that know a key, the one that says more about it counts.
      if (before && (!own || isBare(own.schema))) continue;
      const isRequired = required.includes(key) || before?.required === true;
      const info = input.describe(key, parent) ?? (own?.schema['description'] as string | undefined);
      found.set(key, {
        label: key,
        type: 'key',
        required: isRequired,
        detail: [typeWords(own?.schema), isRequired ? '*' : ''].join(''),
        ...(info ? { info } : {}),
        ...keyEdit(key, own, spot),
      });
    }
  }
  const choices = [...found.values()].sort((a, b) => Number(b.required) - Number(a.required));
  return choices.map(({ required: _required, ...choice }) => choice);
}

const isBare = (schema: JsonSchema) => Object.keys(schema).every((key) => key === 'type');

function keyEdit(key: string, own: SchemaNode | undefined, spot: Spot): Pick<Choice, 'insert' | 'caret' | 'again'> {
  const name = JSON.stringify(key);
  if (spot.hasValue) return { insert: name };
  const comma = spot.commaAfter ? ',' : '';
  const start = startOf(own?.schema);
  const insert = `${name}: ${start.text}${comma}`;
  return { insert, caret: name.length + 2 + start.caret, ...(start.again ? { again: true } : {}) };
}

/** How a value of a schema begins, and where in it the caret goes. */
function startOf(schema: JsonSchema | undefined): { text: string; caret: number; again?: boolean } {
  if (!schema) return { text: '', caret: 0, again: true };
  if (schema['const'] !== undefined) {
    const text = JSON.stringify(schema['const']);
    return { text, caret: text.length };
  }
  const choices = schema['enum'] as readonly unknown[] | undefined;
  if (choices && choices.every((each) => typeof each === 'string')) return { text: '""', caret: 1, again: true };
  switch ([schema['type']].flat()[0]) {
    case 'string':
      return { text: '""', caret: 1, again: true };
    case 'array':
      return { text: '[]', caret: 1, again: true };
    case 'object':
      return { text: '{}', caret: 1, again: true };
    case 'boolean':
      return { text: 'true', caret: 4 };
    default:
      return { text: '', caret: 0, again: true };
  }
}

/** The type in a word or two, as JSON says it: `text`, `true/false`, `list`. */
export function typeWords(schema: JsonSchema | undefined): string {
  if (!schema) return '';
  if (Array.isArray(schema['enum']))
    return schema['enum'].slice(0, 3).join(' | ') + (schema['enum'].length > 3 ? ' …' : '');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  const words: Readonly<Record<string, string>> = {
    array: '[ ]',
    object: '{ }',
    string: '" "',
    boolean: 'true',
    integer: '1',
    number: '1.0',
  };
  return [schema['type']].flat().map((type) => words[String(type)] ?? '').join(' '); // prettier-ignore
}

/* ------------------------------------------------------------ values */

function valueChoices(input: CompletionInput, spot: Spot, nodes: readonly SchemaNode[], value: unknown): Choice[] {
  const comma = spot.commaAfter ? ',' : '';
  const key = [...spot.keys].reverse().find((each) => typeof each === 'string') as string | undefined;
  const literal = (each: unknown, more: Partial<Choice> = {}): Choice => {
    const text = JSON.stringify(each);
    return { label: String(each), type: 'value', insert: text + comma, caret: text.length, ...more };
  };
  const found = new Map<string, Choice>();
  const add = (choice: Choice) => found.has(choice.label) || found.set(choice.label, choice);
  for (const { name, label, detail } of namesFor(value, spot.keys, spot.typed, input.names) ?? []) {
    const info = input.label(label);
    add(literal(name, { type: 'name', ...(detail ? { detail } : {}), ...(info && info !== name ? { info } : {}) }));
  }
  for (const node of nodes) {
    const { schema } = node;
    for (const each of schema['const'] === undefined ? ((schema['enum'] ?? []) as unknown[]) : [schema['const']]) {
      const info = typeof each === 'string' && key !== undefined ? input.nameOf(key, each) : undefined;
      add(literal(each, info ? { info } : {}));
    }
    if (schema['type'] === 'boolean') [true, false].forEach((each) => add(literal(each)));
    if (schema['pattern'] === ItemId.pattern) add(literal(freshId(spot, value)));
    if (schema['default'] !== undefined) add(literal(schema['default']));
    if (isWritten(schema) && !spot.inString) {
      const item = newValue(input, spot, node, value);
      const text = formatJson(item).replace(/\n\s*/g, ' ');
      const caret = text.indexOf('""') + 1 || text.length - (text.length > 2 ? 0 : 1);
      const again = text.includes('""') || text.length === 2;
      add({ label: text, type: 'item', insert: text + comma, caret, ...(again ? { again } : {}) });
    }
  }
  return [...found.values()];
}

/** Lists, and objects whose keys are known: an open one has nothing to be filled in. */
const isWritten = (schema: JsonSchema): boolean =>
  schema['type'] === 'array' || (schema['type'] === 'object' && !isBare(schema));

/** The smallest item or object that may stand here, its texts left empty to be filled in. */
function newValue(input: CompletionInput, spot: Spot, node: SchemaNode, value: unknown): unknown {
  if (node.schema['type'] === 'array') return [];
  return smallestValue(node, {
    newId: () => input.newId(),
    newItemId: () => freshId(spot, value),
    values: { type: 'text' },
    blank: true,
  });
}

/** An id that no other item of the list has. */
function freshId(spot: Spot, value: unknown): string {
  const at = spot.keys.findLastIndex((key) => typeof key === 'number');
  const list = at < 0 ? undefined : valueAt(value, spot.keys.slice(0, at));
  const items = (Array.isArray(list) ? list : []).filter(isObject);
  return nextItemId(items.flatMap((item) => (typeof item['id'] === 'string' ? [item['id']] : [])));
}

function valueAt(value: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>(
    (at, key) => (isObject(at) ? at[key] : Array.isArray(at) ? at[Number(key)] : undefined),
    value,
  );
}
