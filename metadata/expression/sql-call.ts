/** Calls of functions that bring their own SQL. */
import type { FunctionDefinition } from '../contributions.js';
import type { ValueType } from '../value.js';
import { parameterAt } from './check.js';
import { align, constant, familyOf, LARGEST, typed, writeConstant } from './sql-fragment.js';
import type { Fragment, Sql, SqlTarget, SqlText } from './sql-fragment.js';

/** Undefined when the function has no SQL or an argument is not what its SQL can read. */
export function callToSql(name: string, fragments: readonly Fragment[], target: SqlTarget): Fragment | undefined {
  const definition = target.functions.find(name);
  if (!definition?.sql) return undefined;
  const hasNull = fragments.some((each) => each.kind === 'constant' && each.value === null);
  if (hasNull && definition.acceptsNull !== true) return constant(null);
  const known = fragments.find((each): each is Sql => each.kind === 'sql');
  if (!known) return undefined;
  const written =
    definition.sqlScale === 'common' ? align(fragments, target) : writeApart(definition, fragments, target);
  if (!written) return undefined;
  const types = fragments.map((each) => (each.kind === 'sql' ? each.type : each.value === null ? 'null' : known.type));
  const type = typeof definition.returns === 'function' ? definition.returns(types) : definition.returns;
  if (familyOf(type) === undefined) return undefined;
  const text = weave(definition, written.parts, target);
  return type === 'number' ? typed(text, type, written.scale, written.bound) : typed(text, type);
}

/** Each argument by the type of its parameter; numbers must be whole. */
function writeApart(definition: FunctionDefinition, fragments: readonly Fragment[], target: SqlTarget) {
  const parts: SqlText[] = [];
  for (const [index, fragment] of fragments.entries()) {
    const type: ValueType = parameterAt(definition, index)?.type ?? 'any';
    const family = familyOf(type);
    if (family === undefined) return undefined;
    if (fragment.kind === 'sql') {
      if (familyOf(fragment.type) !== family || fragment.scale !== 0) return undefined;
      parts.push(fragment);
      continue;
    }
    const isWhole = typeof fragment.value !== 'number' || Number.isSafeInteger(fragment.value);
    const part = isWhole ? writeConstant(fragment.value, type, 0, target) : undefined;
    if (!part) return undefined;
    parts.push(part);
  }
  return { parts, scale: 0, bound: LARGEST };
}

/** Lets the function arrange its arguments as it likes, and puts the bindings into the order they came out in. */
function weave(definition: FunctionDefinition, parts: readonly SqlText[], target: SqlTarget): SqlText {
  const marks = parts.map((_, index) => `\ue000${index}\ue001`);
  const pieces = (definition.sql?.(marks, target.engine) ?? '').split(/\ue000(\d+)\ue001/);
  const woven = pieces.map((text, index) => (index % 2 === 0 ? { sql: text, bindings: [] } : parts[Number(text)]));
  return {
    sql: woven.map((part) => part?.sql ?? '').join(''),
    bindings: woven.flatMap((part) => part?.bindings ?? []),
  };
}
