/** The contract every transform keeps, run over the folders of all plugins: a new transform is tested by being there. */
import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { ResultRow } from '../../metadata/contributions.js';
import { languages } from '../../metadata/value.js';
import { readPointer } from '../../metadata/document/pointer.js';
import { functions, table, today, transformFolders, type TransformFolder } from '../helper/transforms.js';

/** Purchases that fit every example. */
const purchases = table(
  {
    order: 'id', customer: 'id', product: 'id', region: 'text', status: 'text', first_on: 'date', last_on: 'date',
    orders: 'number', amount: 'number', cost: 'number',
  },
  Array.from({ length: 60 }, (_, i) => [
    `o${i % 25}`, `c${i % 7}`, `p${(i * i) % 6}`, ['East', 'West', null][i % 3], ['open', 'won', 'lost'][i % 3],
    `2024-0${1 + (i % 9)}-11`, `2026-0${1 + (i % 9)}-${10 + (i % 19)}`, i % 5, (i * 12.35) % 990, i * 3.1,
  ]),
); // prettier-ignore

/** Data that real life brings. */
const cases = ({ columns, rows }: typeof purchases): Readonly<Record<string, readonly ResultRow[]>> => {
  const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
  const withFigures = (figure: (index: number) => number | null) =>
    rows.map((row, i) => ({ ...row, ...Object.fromEntries(numbers.map((name) => [name, figure(i)])) }));
  return {
    'its example': rows,
    'no rows': [],
    'one row': rows.slice(0, 1),
    'no figures': withFigures(() => null),
    zeros: withFigures(() => 0),
    'negative figures': withFigures((i) => i * 10 - 350),
    'enormous figures': withFigures((i) => i * 4e11),
    'only nulls': [Object.fromEntries(columns.map(({ name }) => [name, null]))],
    'records with labels': rows.map((row) => ({ ...row, product_label: `<b>${String(row['product'])}</b>` })),
  };
};

const inputFor = (example: TransformFolder['example'], rows: readonly ResultRow[], language = 'en') => ({
  columns: purchases.columns,
  rows,
  options: example,
  today,
  language,
  functions,
});

it('contract/transforms finds those of the core', () => expect(transformFolders.length).to.be.at.least(8));

for (const { name, definition, example } of transformFolders) {
  describe(`transforms/${name}`, () => {
    it('is named after its folder, in four languages, with an icon', () => {
      expect(definition.id).to.equal(name);
      expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
      expect(definition.icon).to.match(/^[a-z][a-z0-9-]*$/);
    });

    it('accepts its example and nothing unknown', () => {
      const check = new Ajv({ strict: false, formats: { expression: true } }).compile(definition.options);
      expect(check(example), JSON.stringify(check.errors)).to.equal(true);
      expect(check({ ...example, surprise: 1 })).to.equal(false);
      expect(definition.check?.(example, purchases.columns, functions) ?? []).to.deep.equal([]);
    });

    it('says where its options name columns', () => {
      const reads = definition.reads(example);
      expect(reads).to.not.have.length(0);
      for (const { at, column } of reads) expect(String(readPointer(example, at)).match(/\w+/g)).to.include(column);
    });

    for (const [title, rows] of Object.entries(cases(purchases))) {
      it(`gives the columns it says for ${title}, the same each time, and leaves its input alone`, () => {
        const input = inputFor(example, rows);
        const before = JSON.stringify(input);
        const answer = definition.apply(input);
        expect(JSON.stringify(input)).to.equal(before);
        expect(answer).to.deep.equal(definition.apply({ ...(JSON.parse(before) as typeof input), functions }));
        expect(answer.columns).to.deep.equal(definition.columns(purchases.columns, example, 'en'));
        const names = answer.columns.map((column) => column.name);
        expect(new Set(names).size).to.equal(names.length);
        for (const row of answer.rows) {
          expect(Object.keys(row)).to.include.members(names);
          for (const value of Object.values(row)) {
            expect(value).to.not.equal(undefined);
            if (typeof value === 'number') expect(Number.isFinite(value), JSON.stringify(row)).to.equal(true);
          }
        }
        if (!definition.keeps) return;
        expect(names.slice(0, purchases.columns.length)).to.deep.equal(purchases.columns.map((each) => each.name));
        expect(answer.rows).to.have.length(rows.length);
        answer.rows.forEach((row, i) => expect(row).to.include(rows[i]));
      });
    }

    it('speaks each language and gives the same figures in all', () => {
      const figures = languages.map((language) => {
        const { columns, rows } = definition.apply(inputFor(example, purchases.rows, language));
        for (const { label } of columns) expect(label).to.not.match(/^$|[{}]|undefined/);
        for (const row of rows)
          for (const value of Object.values(row)) if (typeof value === 'string') expect(value).to.not.match(/[{}]|undefined/);
        return JSON.stringify(rows.map((row) => Object.values(row).filter((each) => typeof each === 'number')));
      }); // prettier-ignore
      expect(new Set(figures).size).to.equal(1);
    });
  });
}
