/**
 * Values that do not fit the new type of their field: looked for before anything runs, so that they can be mended or agreed
 * to, and again after it for as long as the old column stands. Nothing is written: the old column is the list.
 *
 *   step -> rows with a value in the old column -> carried over as the copy does it -> those that come to nothing, with why
 */
import { actingOn } from '../../metadata/access/acting-on.js';
import { forExport } from '../../metadata/access/for-export.js';
import type { Registries } from '../../metadata/contributions.js';
import { createTextContext } from '../../metadata/import/text-context.js';
import { carryOver, convertValue } from '../../metadata/model/convert-value.js';
import type { Model } from '../../metadata/model/model.js';
import { labelText, type Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import { forbidden, notFound } from '../errors.js';
import { readLabels } from '../records/read/labels.js';
import { csvCell } from '../records/export/csv-cell.js';
import { typedField } from './fill-converted.js';
import type { Consent } from './plan.js';
import { isConvert, type ConvertStep, type Step } from './step.js';

export interface Misfit {
  readonly id: string;
  /** The old value as people read it. */
  readonly value: string;
  readonly why: Words;
}

type Tools = { readonly database: Database; readonly registries: Pick<Registries, 'field'> };

const page = 1000;
/** Ids that a filter of a list takes. */
const mostListed = 200;

/** `model` is that of the release with the new type. Records in the trash are among them: they may come back. */
export async function* findMisfits({ database, registries }: Tools, step: ConvertStep, model: Model): AsyncGenerator<Misfit> {
  const { read, dialect } = database;
  const [from, to] = [step.from, step.to].map((document) => typedField(registries.field, document));
  const info = await tableInfo(database, step.table);
  const source = from?.type.columns(from.document)[0];
  const target = to?.type.columns(to.document)[0];
  if (!from || !to || !source || !target || !info?.columns.has(source.name)) return;
  const names = ['id', source.name, ...(info.columns.has(target.name) ? [target.name] : [])];
  const text = createTextContext(model, model.settings.language);
  for (let after = ''; ;) {
    const rows = (await read(step.table)
      .select(names)
      .whereNotNull(source.name)
      .where('id', '>', after)
      .orderBy('id')
      .limit(page)) as Readonly<Record<string, unknown>>[];
    for (const row of rows) {
      const value = dialect.decode(source, row[source.name]);
      const held = { from: value, to: dialect.decode(target, row[target.name] ?? null) };
      if (carryOver(held, from, to, text) !== null) continue;
      const why = convertValue(value, from, to, text);
      if ('code' in why) yield { id: String(row['id']), value: from.type.format(value, from.document, text), why };
    }
    if (rows.length < page) return;
    after = String(rows.at(-1)!['id']);
  }
} // prettier-ignore

/** One consent for each field with values that do not fit, with the filter that lists the first of them. */
export async function misfitConsents(tools: Tools, steps: readonly Step[], model: Model): Promise<readonly Consent[]> {
  const consents: Consent[] = [];
  for (const step of steps.filter(isConvert)) {
    const ids: string[] = [];
    let records = 0;
    for await (const { id } of findMisfits(tools, step, model)) {
      records += 1;
      if (ids.length < mostListed) ids.push(id);
    }
    if (records === 0) continue;
    const { entity, field } = step;
    const words =
      records === 1
        ? say`One value of "${{ field }}" in "${{ entity }}" does not fit the new type: it is kept aside, and the field is empty there.`
        : say`${{ records }} values of "${{ field }}" in "${{ entity }}" do not fit the new type: they are kept aside, and the field is empty there.`;
    consents.push({ id: misfitId(step), ...words, records, entity, filter: { field: 'id', op: 'in', value: ids } });
  }
  return consents;
}

/** As its consent is named: `convert customer.credit`. */
export const misfitId = ({ entity, field }: Pick<ConvertStep, 'entity' | 'field'>): string =>
  `convert ${entity}.${field}`;

export interface MisfitFile {
  readonly text: string;
  readonly fileName: string;
}

/**
 * The values as a file (UTF-8, RFC 4180): record, its name, old value, why. Of records and fields that the reader may take
 * along in a file; how many others there are is said in the last line. Throws 403 without the right to export them.
 */
export async function misfitFile(context: Context, { step, model }: { readonly step: ConvertStep; readonly model: Model }): Promise<MisfitFile> {
  const entity = context.release.model.entities.get(step.entity);
  const field = [...(entity?.fields.values() ?? [])].find(({ id }) => id === step.to.id);
  if (!entity || !field) throw notFound();
  const access = forExport(context.access);
  if (!access.mayEver('export', entity.name) || !access.canRead(field) || access.fieldClass(entity.name, field.name) === 'hidden') {
    throw forbidden('RIGHT_MISSING', 'These values may not leave the product by your rights: ask somebody who may export them.');
  }
  const narrowed: Context = { ...context, access: actingOn(access, 'export', entity.name) };
  const found: Misfit[] = [];
  for await (const misfit of findMisfits(context, step, model)) found.push(misfit);
  const names = await readLabels(narrowed, entity.name, found.map(({ id }) => id));
  const shown = found.filter(({ id }) => names.has(id));
  const data = { entity: entity.name, field: field.name, misfits: shown.length };
  await context.database.write((transaction) => recordEvent(context, transaction, { type: 'records.exported', userId: context.principal.id, data }));
  const label = labelText(field.label, context.principal.language, field.name);
  const lines = [
    ['id', labelText(entity.label, context.principal.language, entity.name), label, 'why'],
    ...shown.map(({ id, value, why }) => [id, names.get(id) ?? '', value, why.message]),
    ...(shown.length < found.length ? [['', '', '', `+ ${found.length - shown.length}`]] : []),
  ];
  const text = `\ufeff${lines.map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`).join('')}`;
  return { text, fileName: `${entity.name}-${field.name}.csv` };
} // prettier-ignore
