/** Whether a raw Vega-Lite specification only draws the rows it is given; every finding says where and what to do. */
import { hinted } from '../../document/nearest.js';
import type { Problem, Words } from '../../value.js';
import { problem, say } from '../../words.js';
import { checkVegaExpression } from './check-expression.js';
import { allowedKeys, allowedMarks, expressionKeys, reasons } from './words-of-vega.js';

const DEPTH = 20;
const NODES = 2000;
const columnName = /^[A-Za-z_][A-Za-z0-9_]{0,60}$/;
/** Keys that hold names of columns, or of what transforms make. */
const columnKeys: ReadonlySet<string> = new Set([
  'field',
  'groupby',
  'as',
  'fields',
  'fold',
  'flatten',
  'pivot',
  'regression',
  'loess',
  'density',
  'quantile',
  'on',
  'key',
]);

interface Walk {
  readonly problems: Problem[];
  nodes: number;
}

/** Findings with JSON pointers within the specification. */
export function checkVegaSpec(spec: unknown): readonly Problem[] {
  const walk: Walk = { problems: [], nodes: 0 };
  if (!isObject(spec)) return [unsafe('', 'A specification must be an object, written as {…}.')];
  const drawn = ['mark', 'layer', 'concat', 'hconcat', 'vconcat', 'facet', 'spec'].some((key) => key in spec);
  if (!drawn) walk.problems.push(unsafe('', 'The specification draws nothing: it needs "mark" or "layer".'));
  const schema = spec['$schema'];
  if (schema !== undefined && !/\/vega-lite\/v[56]/.test(String(schema))) {
    walk.problems.push(unsafe('/$schema', 'Only Vega-Lite is possible, not Vega. Write a specification of Vega-Lite.'));
  }
  visit(spec, '', '', walk);
  return walk.problems;
}

const unsafe = (path: string, words: string | Words): Problem => problem(path, 'UNSAFE_SPEC', words);
const takeOut = say`Take it out.`;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const step = (path: string, key: string) => `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function visit(value: unknown, key: string, path: string, walk: Walk): void {
  if (++walk.nodes > NODES || path.split('/').length > DEPTH) {
    if (walk.nodes === NODES + 1) walk.problems.push(unsafe(path, 'The specification is too large. Make it smaller.'));
    return;
  }
  if (Array.isArray(value)) {
    value.forEach((each, index) => visit(each, key, `${path}/${index}`, walk));
    return;
  }
  if (!isObject(value)) {
    checkText(value, key, path, walk);
    return;
  }
  if (key === 'data' && !(value['name'] === 'rows' && Object.keys(value).length === 1)) {
    const words = say`The rows of the part are the only data: write "data": {"name": "rows"}.`;
    walk.problems.push(unsafe('url' in value ? step(path, 'url') : path, words));
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const at = step(path, name);
    if (!allowedKeys.has(name))
      walk.problems.push(unsafe(at, hinted(say`"${{ name }}" is not possible here.`, reasons.get(name) ?? takeOut)));
    else visit(inner, name, at, walk);
  }
  if (key === 'mark') checkMark(value['type'], step(path, 'type'), walk);
}

/** Texts that Vega evaluates, names of columns, kinds of marks. */
function checkText(value: unknown, key: string, path: string, walk: Walk): void {
  if (typeof value !== 'string') return;
  if (expressionKeys.has(key) || key === 'filter' || key === 'test' || key === 'and' || key === 'or' || key === 'not') {
    const wrong = checkVegaExpression(value);
    if (wrong) walk.problems.push(unsafe(path, wrong));
  } else if (key === 'mark') checkMark(value, path, walk);
  else if (columnKeys.has(key) && !columnName.test(value)) {
    const words = say`"${{ name: value.slice(0, 40) }}" is not the name of a column: letters, digits and _ only.`;
    walk.problems.push(unsafe(path, words));
  } else if (/^\s*(https?:|file:|data:|javascript:|\/\/)|url\s*\(/i.test(value) && key !== '$schema') {
    walk.problems.push(unsafe(path, hinted(say`Addresses are not possible.`, reasons.get('url'))));
  }
}

function checkMark(type: unknown, path: string, walk: Walk): void {
  if (typeof type === 'string' && allowedMarks.has(type)) return;
  const mark = String(type).slice(0, 40);
  const hint = reasons.get(mark) ?? say`Possible: ${{ known: [...allowedMarks].join(', ') }}.`;
  walk.problems.push(unsafe(path, hinted(say`"${{ mark }}" is not a possible mark.`, hint)));
}
