/** Cards in columns, one for each value of a choice or for each record of a look-up; moving a card changes the value. */
import { Type } from '@sinclair/typebox';
import type { ViewMode } from '../../../../metadata/contributions.js';
import { Name, Path } from '../../../../metadata/schema/common.js';
import { problem, say } from '../../../../metadata/words.js';

const options = Type.Object(
  {
    /** The choice or look-up whose values are the columns: a field of the entity itself. */
    by: Name,
    /** Shown on a card below its name; the list's columns unless stated. */
    cards: Type.Optional(Type.Array(Path, { maxItems: 5 })),
    /** Figures that are added up for each column. */
    sums: Type.Optional(Type.Array(Path, { maxItems: 2 })),
  },
  { additionalProperties: false },
);

export interface BoardOptions {
  readonly by: string;
  readonly cards?: readonly string[];
  readonly sums?: readonly string[];
}

/** Paths on a card below the name of the record. */
export const cardPaths = ({ by, cards }: BoardOptions, columns: readonly string[]): readonly string[] =>
  cards ?? columns.slice(1).filter((path) => path !== by).slice(0, 5); // prettier-ignore

const optionsOf = (given: Readonly<Record<string, unknown>>) => given as unknown as BoardOptions;

export const definition: ViewMode = {
  id: 'board',
  label: { en: 'Board', 'zh-CN': '看板', 'zh-TW': '看板', es: 'Tablero' },
  icon: 'columns-3',
  options,
  needs(given, columns) {
    const board = optionsOf(given);
    const { by, sums = [] } = board;
    return { fields: [by, ...cardPaths(board, columns)], groups: { by, sums } };
  },
  paths(given) {
    const { by, cards = [], sums = [] } = optionsOf(given);
    return [
      { at: '/by', path: by, needed: true },
      ...cards.map((path, i) => ({ at: `/cards/${i}`, path })),
      ...sums.map((path, i) => ({ at: `/sums/${i}`, path })),
    ];
  },
  check(given, entity) {
    const { by, sums = [] } = optionsOf(given);
    const field = entity.fields.get(by);
    const isOne = field === undefined || field.valueType !== 'list';
    const fits = isOne && (field === undefined || (field.dictionary ?? field.target) !== undefined);
    const words = say`"${{ field: by }}" gives no columns: name a choice or a look-up with one value.`;
    const wrong = fits ? [] : [problem('/by', 'BAD_BOARD_FIELD', words)];
    return [
      ...wrong,
      ...sums.flatMap((path, i) => {
        const summed = entity.fields.get(path);
        if (!summed || summed.valueType === 'number') return [];
        const noSum = say`"${{ field: path }}" cannot be added up: name a figure.`;
        return [problem(`/sums/${i}`, 'BAD_BOARD_SUM', noSum)];
      }),
    ];
  },
};
