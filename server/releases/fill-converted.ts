/**
 * A field whose type was changed has a column of its own for the new one: its values are carried over in batches while
 * people work with the old release, and the old column stays as it is until it is purged. Version and history of a record do
 * not change, as with a default.
 */
import { createTextContext } from '../../metadata/import/text-context.js';
import { carryOver, type TypedField } from '../../metadata/model/convert-value.js';
import type { FieldDocument } from '../../metadata/schema/entity.js';
import { batch, companions, type Fill, type FillTools } from './fill.js';
import type { ConvertStep } from './step.js';

/** Clocks of several servers differ: what was written a little before counts as written meanwhile. */
const clockMargin = 60_000;

export function fillConverted(tools: FillTools, step: ConvertStep): Fill | undefined {
  const { dialect } = tools.database;
  const types = tools.context.registries.field;
  const sides = [step.from, step.to].map((document) => typedField(types, document));
  const [from, to] = sides;
  if (!from || !to) return undefined;
  const columns = to.type.columns(to.document);
  const source = from.type.columns(from.document)[0]!;
  const target = columns[0]!;
  const text = createTextContext(tools.model, tools.model.settings.language);
  return async (transaction, { after, since, ids }) => {
    const query = transaction(step.table)
      .select('id', source.name, target.name)
      .where('id', '>', after)
      .where((either) => void either.whereNotNull(source.name).orWhereNotNull(target.name))
      .orderBy('id')
      .limit(batch)
      .forUpdate();
    if (ids) void query.whereIn('id', ids);
    if (since !== undefined) {
      void query.where('updated_at', '>=', new Date(Date.parse(since) - clockMargin).toISOString());
    }
    const rows = (await query) as Readonly<Record<string, unknown>>[];
    for (const row of rows) {
      const held = {
        from: dialect.decode(source, row[source.name]),
        to: dialect.decode(target, row[target.name]),
      };
      const value = carryOver(held, from, to, text);
      if (value === held.to) continue;
      const stored = { [target.name]: dialect.encode(target, value), ...companions(tools, { columns }, value) };
      await transaction(step.table).where('id', String(row['id'])).update(stored);
    }
    return rows.length === 0 ? undefined : String(rows.at(-1)!['id']);
  };
}

/** Undefined for a type that a plugin took away with it. */
export function typedField(
  types: { find(id: string): TypedField['type'] | undefined },
  document: FieldDocument,
): TypedField | undefined {
  const type = types.find(document.type);
  return type && { type, document };
}
