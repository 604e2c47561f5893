/**
 * Defaults that are looked up (`default.from` of a field): a price from the list that applies. Asked through the one gate with
 * the rights of whoever writes: what they may not read is not found, and what the field states besides holds.
 */
import { Type, type Static } from '@sinclair/typebox';
import type { Field } from '../../metadata/model/model.js';
import { closed, Name } from '../../metadata/schema/common.js';
import { fit, lookUpQuery, lookUpsOf, lookUpTexts } from '../../metadata/rules/defaults.js';
import type { Value } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { ApiError, badRequest, notFound } from '../errors.js';
import { entityToRead } from './entity.js';
import { runQuery } from './query.js';

/** Null where nothing is found, and of a field that looks nothing up; `valueOf` evaluates an expression over the record. */
export async function lookUpDefault(context: Context, field: Field, valueOf: (text: string) => Value): Promise<Value> {
  for (const lookUp of lookUpsOf(field)) {
    const { query, parameters } = lookUpQuery(lookUp, valueOf);
    // What is asked for by nothing is found by nothing.
    const [row] = await readable(() => runQuery(context, query, parameters, { maxLimit: 1 }));
    const value = row === undefined ? null : fit(field, row['value'] ?? null);
    if (value !== null) return value;
  }
  return null;
}

async function readable(ask: () => ReturnType<typeof runQuery>): Promise<Awaited<ReturnType<typeof runQuery>>['rows']> {
  try {
    return (await ask()).rows;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return [];
    throw error;
  }
}

const ScalarSchema = Type.Union([Type.Null(), Type.Boolean(), Type.Number(), Type.String({ maxLength: 4000 })]);

/** `values` are those of the field's expressions (`lookUpTexts`), in their order. */
export const LookUpBody = closed({ field: Name, values: Type.Array(ScalarSchema, { maxItems: 60 }) });

/** What a form shows before it is saved: the same answer for the same values as a write gets. */
export async function readLookUp(context: Context, entity: string, request: Static<typeof LookUpBody>): Promise<{ value: Value }> {
  const field = entityToRead(context, entity).fields.get(request.field);
  if (!field || !context.access.canRead(field) || lookUpsOf(field).length === 0) throw notFound();
  const texts = lookUpTexts(field);
  if (request.values.length !== texts.length)
    throw badRequest('INVALID_PARAMETER', say`This field is looked up by ${{ count: texts.length }} values.`, { path: '/values' });
  return { value: await lookUpDefault(context, field, (text) => request.values[texts.indexOf(text)] ?? null) };
} // prettier-ignore
