/** The columns of a file as a person sees and changes them before they become fields. Pure. */
import type { Fit } from '../../metadata/import/guess/column-profile.js';
import { choicesOf, guessTable, mostChoices, offeredTypes, optionsOfType } from '../../metadata/import/guess/guess-column.js'; // prettier-ignore
import type { SeenColumn, SeenTable } from '../../runtime/import/import-client.js';
import type { AppField, AppWish } from './new-app.js';

/** One way to take a column: a type, with how its texts are read where that differs. */
export interface ColumnType {
  /** `money|es`, `lookup`, `text`. */
  readonly id: string;
  readonly type: string;
  readonly format?: string;
  /** Cells that fit, of those that are filled; for look-ups, of the values that were looked for. */
  readonly count: number;
  readonly of: number;
  readonly misfits: Fit['misfits'];
}

export interface ChosenColumn {
  readonly head: string;
  readonly label: string;
  readonly taken: boolean;
  /** Id of a ColumnType. */
  readonly as: string;
}

export interface AppDraft {
  readonly columns: readonly ChosenColumn[];
  /** Indexes; -1: none. */
  readonly title: number;
  readonly key: number;
  readonly board: number;
}

const idOf = ({ type, format }: { readonly type: string; readonly format?: string }): string => (format === undefined ? type : `${type}|${format}`); // prettier-ignore

/** Texts first, then what fits best; a way that reads the same is not offered twice. */
export function typesOf(column: SeenColumn): readonly ColumnType[] {
  const { filled, lookup } = column;
  const plain = offeredTypes(column).map((each) => ({ ...each, id: idOf(each), of: filled }));
  const sorted = [...plain].sort((a, b) => b.count - a.count);
  // Of two ways to write the same type that fit equally well, the first; days may differ in meaning.
  const mayDiffer = (type: string): boolean => (type === 'date' || type === 'datetime') && !isPlainDay(column);
  const distinct = sorted.filter((each, i) => mayDiffer(each.type) || !sorted.slice(0, i).some((other) => other.type === each.type && other.count >= each.count)); // prettier-ignore
  return [
    ...(lookup ? [{ id: 'lookup', type: 'lookup', count: lookup.found, of: lookup.of, misfits: [] }] : []),
    ...distinct,
    ...(filled > 0 && column.distinct === filled ? [{ id: 'autonumber', type: 'autonumber', count: filled, of: filled, misfits: [] }] : []), // prettier-ignore
  ];
}

/** Days that are written with the year first, or the month as a word, mean the same in either order. */
const isPlainDay = ({ samples }: SeenColumn): boolean => samples.every((text) => /^\d{4}\D|\p{L}/u.test(text));

export function firstDraft({ columns }: SeenTable): AppDraft {
  const guess = guessTable(columns);
  const chosen = columns.map((column, i): ChosenColumn => {
    const { type, format } = guess.columns[i]!;
    const types = typesOf(column);
    const isFound = column.lookup !== undefined && column.lookup.found === column.lookup.of && i !== guess.title;
    const found = isFound ? types.find((each) => each.type === 'lookup') : types.find((each) => each.type === type && (format === undefined || each.format === format)); // prettier-ignore
    return { head: column.head, label: column.head, taken: column.filled > 0, as: (found ?? types.find((each) => each.type === type) ?? types[0]!).id }; // prettier-ignore
  });
  return { columns: chosen, title: guess.title ?? -1, key: guess.key ?? -1, board: guess.columns.findIndex(({ isStage }, i) => isStage === true && chosen[i]!.as === 'choice') }; // prettier-ignore
}

export const typeOf = (column: SeenColumn, { as }: ChosenColumn): ColumnType => {
  const types = typesOf(column);
  return types.find(({ id }) => id === as) ?? types[0]!;
};

/** Columns whose values can name a record: texts of one line. */
export const mayBeTitle = (column: SeenColumn, chosen: ChosenColumn): boolean => chosen.taken && typeOf(column, chosen).type === 'text'; // prettier-ignore
export const mayBeKey = ({ filled, empty, distinct, isMany }: SeenColumn, { taken, as }: ChosenColumn): boolean =>
  taken && !isMany && filled > 0 && empty === 0 && distinct === filled && ['text', 'integer', 'email'].includes(as.split('|')[0]!); // prettier-ignore
export const mayBeBoard = (column: SeenColumn, chosen: ChosenColumn): boolean => chosen.taken && chosen.as === 'choice' && column.distinct <= 12; // prettier-ignore

/** Rows that will not be taken for what is known now: the most misfits of one column. */
export function misfitCount({ columns }: SeenTable, draft: AppDraft): number {
  const counts = draft.columns.map((chosen, i) => {
    const column = columns[i]!;
    const { count, of, type } = typeOf(column, chosen);
    const missing = i === draft.title ? column.empty : 0;
    return chosen.taken ? (type === 'lookup' ? 0 : of - count) + missing : 0;
  });
  return Math.max(0, ...counts);
}

/** The fields of the application; indexes of title and board are those of the columns that are taken. */
export function wishOf({ columns }: SeenTable, draft: AppDraft): Pick<AppWish, 'fields' | 'title' | 'board'> {
  const taken = draft.columns.map((chosen, i) => ({ chosen, i })).filter(({ chosen }) => chosen.taken);
  const at = (index: number): number => taken.findIndex(({ i }) => i === index);
  const fields = taken.map(({ chosen, i }): AppField => {
    const column = columns[i]!;
    const { type, format } = typeOf(column, chosen);
    const options = optionsFor(type, column);
    return {
      label: chosen.label.trim() || chosen.head, latin: column.name, type, column: column.head,
      ...(format === undefined ? {} : { format }),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      ...(type === 'choice' ? { values: choicesOf(column).slice(0, mostChoices) } : {}),
      ...(type === 'lookup' && column.lookup ? { target: { entity: column.lookup.entity, key: column.lookup.field } } : {}),
      ...(i === draft.key ? { unique: true } : {}),
    };
  });
  return {
    fields,
    ...(at(draft.title) < 0 ? {} : { title: at(draft.title) }),
    ...(at(draft.board) < 0 ? {} : { board: at(draft.board) }),
  };
} // prettier-ignore

/** Room for what is there, and as much again. */
function optionsFor(type: string, { decimals, longest, head }: SeenColumn): Readonly<Record<string, unknown>> {
  if (type === 'text') return longest > 120 ? { length: Math.min(4000, Math.ceil(longest / 100) * 200) } : {};
  if (type === 'percent') return optionsOfType(type, decimals + 2);
  if (type === 'integer') return /year|年|año/i.test(head) ? { grouping: false } : {};
  return optionsOfType(type, decimals);
}
