/**
 * Columns whose values are the names, or keys, of records that are there already: they become look-ups to these. Asked with
 * the rights of the person, one statement per entity for all columns, and no longer than a person waits.
 */
import type { ColumnProfile } from '../../metadata/import/guess/column-profile.js';
import type { Entity, Field } from '../../metadata/model/model.js';
import { languages, labelText, type Label } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { findRecords } from '../import/find-records.js';

export interface LookupOffer {
  readonly entity: string;
  readonly label: Label;
  /** The field whose values the column holds. */
  readonly field: string;
  /** Of the values that were looked for, how many were found. */
  readonly found: number;
  readonly of: number;
}

const mostColumns = 20;
const patienceMs = 4000;
/** Share of the values that must be found. */
const enough = 0.5;

/** Per column the best offer, by index; columns of figures, days and the like have none. */
export async function suggestLookups(context: Context, profiles: readonly ColumnProfile[]): Promise<ReadonlyMap<number, LookupOffer>> {
  const asked = profiles.flatMap((profile, index) => (mayBeNames(profile) ? [{ profile, index }] : [])).slice(0, mostColumns);
  const best = new Map<number, LookupOffer>();
  if (asked.length === 0) return best;
  const values = new Set(asked.flatMap(({ profile }) => profile.samples));
  const until = context.clock.now().getTime() + patienceMs;
  for (const { entity, field } of keysOf(context)) {
    if (context.clock.now().getTime() > until) break;
    const records = await findRecords(context, entity.name, { field: field.name, values, read: [] });
    if (records.length === 0) continue;
    const names = new Set(records.map((record) => String(record.values[field.name])));
    for (const { profile, index } of asked) {
      const found = profile.samples.filter((text) => names.has(text)).length;
      const offer = { entity: entity.name, label: entity.label, field: field.name, found, of: profile.samples.length };
      if (isEnough(offer, profile.head, entity) && found > (best.get(index)?.found ?? 0)) best.set(index, offer);
    }
  }
  return best;
} // prettier-ignore

function mayBeNames({ fits, filled, distinct, longest, hasLineEnds }: ColumnProfile): boolean {
  if (filled === 0 || distinct < 2 || longest > 120 || hasLineEnds) return false;
  return !fits.some(({ type, count }) => type !== 'boolean' && type !== 'phone' && count >= filled * 0.9);
}

/** Few values that happen to be names somewhere say little, unless the column is called like the entity. */
function isEnough({ found, of }: LookupOffer, head: string, entity: Entity): boolean {
  const folded = head.toLowerCase();
  const isCalledSo = languages.some((language) => {
    const name = labelText(entity.label, language).toLowerCase();
    return name !== '' && (folded.includes(name) || name.includes(folded));
  });
  return found >= of * enough && found >= (isCalledSo ? 1 : 3);
}

/** Entities with the text field that names their records, those with a list of their own. */
function keysOf(context: Context): readonly { readonly entity: Entity; readonly field: Field }[] {
  const { model } = context.release;
  const listed = new Set(model.list('view').map((view) => view.entity));
  return [...model.entities.values()].flatMap((entity) => {
    const name = entity.document.nameExpression.trim();
    const field = entity.fields.get(name);
    const isText = field?.valueType === 'text' && field.columns.length > 0 && field.dictionary === undefined;
    return field && isText && listed.has(entity.name) && context.access.mayEver('read', entity.name) ? [{ entity, field }] : []; // prettier-ignore
  });
}
