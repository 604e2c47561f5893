/** What a person decides about a file: which column fills which field, and what becomes of records that are there. Pure. */
import { fillableFields, matchFields, matchOf, type ColumnMatch, type FillableField } from '../../metadata/import/guess/match-fields.js'; // prettier-ignore
import type { Entity, Field, Model } from '../../metadata/model/model.js';
import type { Problem } from '../../metadata/value.js';
import type { CheckedRow, RowPlan, SeenColumn, SeenTable } from './import-client.js';

export type Duplicates = NonNullable<RowPlan['duplicates']>;

export interface ImportDraft {
  /** One per column of the file; undefined: it is left out. */
  readonly columns: readonly (ColumnMatch | undefined)[];
  /** Field that tells a record that is there from a new one; empty: every row makes one. */
  readonly match: string;
  readonly duplicates: Duplicates;
}

export const fieldsFor = (entity: Entity, model: Model, canWrite: (field: Field) => boolean): readonly FillableField[] => fillableFields(entity, model, canWrite); // prettier-ignore

/** What is proposed. A record that is there is left as it is until somebody says otherwise. */
export function firstDraft({ columns }: SeenTable, fields: readonly FillableField[]): ImportDraft {
  const draft = { columns: matchFields({ fields, columns }), match: '', duplicates: 'skip' as const };
  const [key] = matchable(draft, fields).filter(({ document }) => document.unique === true || document.importKey === true); // prettier-ignore
  return { ...draft, match: key?.name ?? '' };
}

/** Another field for a column, by its path; empty: none. What the draft matched by stays while a column fills it. */
export function chooseField(draft: ImportDraft, at: number, column: SeenColumn, field: FillableField | undefined, fields: readonly FillableField[]): ImportDraft {
  return settled({ ...draft, columns: draft.columns.map((held, i) => (i === at ? field && matchOf(column, field) : held)) }, fields);
} // prettier-ignore

export function chooseHow(draft: ImportDraft, at: number, change: Partial<ColumnMatch>): ImportDraft {
  return { ...draft, columns: draft.columns.map((held, i) => (i === at && held ? { ...held, ...change } : held)) };
}

function settled(draft: ImportDraft, fields: readonly FillableField[]): ImportDraft {
  return matchable(draft, fields).some(({ name }) => name === draft.match) ? draft : { ...draft, match: '' };
}

/** Fields that a column fills and by which a record can be found. */
export function matchable(
  { columns }: Pick<ImportDraft, 'columns'>,
  fields: readonly FillableField[],
): readonly Field[] {
  const filled = new Set(columns.map((each) => each?.path));
  const all = fields.filter(({ path, field, keys }) => filled.has(path) && keys.length === 0 && !field.partOf && field.dictionary === undefined && field.operators.includes('in') && (field.valueType === 'text' || field.valueType === 'number')); // prettier-ignore
  const isKey = ({ document }: Field): number => (document.unique === true || document.importKey === true ? 0 : 1);
  return all.map(({ field }) => field).sort((a, b) => isKey(a) - isKey(b));
}

/** Required fields that no column fills; one with a default fills itself. */
export function missingRequired({ columns }: ImportDraft, fields: readonly FillableField[]): readonly Field[] {
  const filled = new Set(columns.map((each) => each?.path));
  return fields.filter(({ path, field }) => field.document.required === true && field.document.default === undefined && !field.partOf && !filled.has(path)).map(({ field }) => field); // prettier-ignore
}

/** Paths that more than one column fills. */
export function filledTwice({ columns }: ImportDraft): readonly string[] {
  const paths = columns.flatMap((each) => (each ? [each.path] : []));
  return [...new Set(paths.filter((path, i) => paths.indexOf(path) !== i))];
}

/** Undefined while nothing can be brought in: no column, or two for one field. */
export function planOf(entity: Entity, { columns: seen }: SeenTable, draft: ImportDraft): RowPlan | undefined {
  if (filledTwice(draft).length > 0) return undefined;
  const columns = draft.columns.flatMap((each, i) => {
    if (!each) return [];
    const { path, key, format } = each;
    return [{ path: key === undefined ? path : `${path}.${key}`, column: seen[i]!.head, ...(format === undefined ? {} : { format }) }]; // prettier-ignore
  });
  if (columns.length === 0) return undefined;
  const { match, duplicates } = draft;
  return {
    entity: entity.name,
    label: entity.plural,
    columns,
    ...(match === '' ? {} : { match: [match], duplicates }),
  };
}

/** What is wrong with a row, by the plan's column; -1: with the row as a whole. */
export function problemsByColumn({ columns }: RowPlan, { problems }: CheckedRow): ReadonlyMap<number, readonly Problem[]> {
  const found = new Map<number, readonly Problem[]>();
  for (const problem of problems) {
    const path = problem.path.replace(/^\//, '').replaceAll('/', '.');
    const [first] = path.split('.');
    const exact = columns.findIndex((column) => column.path === path || column.path.startsWith(`${path}.`));
    const at = exact >= 0 ? exact : columns.findIndex((column) => column.path.split('.')[0] === first);
    found.set(at, [...(found.get(at) ?? []), problem]);
  }
  return found;
} // prettier-ignore
