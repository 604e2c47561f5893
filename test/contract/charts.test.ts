/** The contract every chart keeps, run over the folders of all plugins: a new chart is tested by being there. */
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { ChartRefusal } from '../../metadata/chart/refusal.js';
import type { ChartInput, ChartType, ResultRow } from '../../metadata/contributions.js';
import { languages } from '../../metadata/value.js';
import { darkTheme } from '../helper/chart-theme.js';
import { chartFolders, inputFor, runSpec } from '../helper/charts.js';

/** Data that real life brings: nothing, one row, no values, negative and enormous figures, hostile names. */
function cases(type: ChartType, input: ChartInput): Readonly<Record<string, ChartInput>> {
  const key = type.selects(input.options);
  const [first] = input.rows;
  const measures = input.columns.filter((column) => column.type === 'number').map((column) => column.name);
  const names = input.columns
    .filter((column) => column.type !== 'number' && !column.grain)
    .map((column) => column.name);
  const withRows = (rows: readonly ResultRow[]) => ({ ...input, rows });
  const withFigures = (figure: (index: number) => number | null) =>
    withRows(
      input.rows.map((row, index) => ({
        ...row,
        ...Object.fromEntries(measures.map((name) => [name, figure(index)])),
      })),
    );
  const hostile = `'); alert(1) //<b>"</b>`;
  const many = Array.from({ length: 60 }, (_, copy) =>
    input.rows.map((row) => ({
      ...row,
      ...Object.fromEntries(names.map((name) => [name, `${String(row[name])} ${copy}`])),
    })),
  );
  return {
    'its example': input,
    'a selection': { ...input, selected: key === undefined ? ['x'] : [(first![key] ?? null) as string] },
    'a selection that is not there': { ...input, selected: ['nowhere'] },
    'a period that is not over': { ...input, today: '2026-11-21' },
    'no rows': withRows([]),
    'one row': withRows([first!]),
    'no values': withFigures(() => null),
    'only nulls': withRows([Object.fromEntries(input.columns.map((column) => [column.name, null]))]),
    zeros: withFigures(() => 0),
    'negative figures': withFigures((index) => index * 100 - 350),
    'enormous figures': withFigures((index) => index * 4e11),
    'tiny figures': withFigures((index) => index / 1000),
    'names like code': withRows(
      input.rows.map((row) => ({ ...row, ...Object.fromEntries(names.map((name) => [`${name}_label`, hostile])) })),
    ),
    'many rows': withRows(names.some((name) => !/_on$/.test(name)) ? many.flat() : input.rows),
    'little room': { ...input, width: 120, height: 90 },
    'much room': { ...input, width: 1400, height: 700 },
    Chinese: { ...input, locale: 'zh-CN' },
    'the dark': { ...input, theme: darkTheme },
  };
}

for (const { name, definition, example } of chartFolders) {
  describe(`charts/${name}`, () => {
    it('is named after its folder, in four languages, with an icon', () => {
      expect(definition.id).to.equal(name);
      expect(Object.keys(definition.label).sort()).to.deep.equal([...languages].sort());
      expect(definition.icon).to.match(/^[a-z][a-z0-9-]*$/);
    });

    it('accepts its example and nothing unknown', () => {
      const check = new Ajv({ strict: false }).compile(definition.options);
      expect(check(example), JSON.stringify(check.errors)).to.equal(true);
      expect(check({ ...example, surprise: 1 })).to.equal(false);
    });

    it('compiles the same specification each time and leaves its input alone', () => {
      const input = inputFor(definition, example);
      const before = JSON.stringify(input);
      expect(definition.compile(input)).to.deep.equal(definition.compile(JSON.parse(before) as ChartInput));
      expect(JSON.stringify(input)).to.equal(before);
    });

    for (const [title, input] of Object.entries(cases(definition, inputFor(definition, example)))) {
      it(`draws ${title} without a warning`, async () => {
        const { view, warnings } = await runSpec(definition.compile(input));
        view.finalize();
        expect(warnings).to.deep.equal([]);
        expect(definition.describe(input)).to.be.a('string').that.is.not.empty;
        for (const entry of definition.legend?.(input) ?? []) expect(entry.label).to.not.equal('');
        for (const note of definition.notes?.(input) ?? []) expect(note).to.not.match(/[{}]|undefined/);
      });
    }

    it('tells its marks, and its drawing carries their places', () => {
      const input = inputFor(definition, example);
      const marks = definition.marks?.(input) ?? [];
      expect(marks.length).to.be.greaterThan(definition.selects(example) === undefined ? 0 : 1);
      for (const mark of marks) {
        expect(mark.label).to.not.equal('');
        expect(mark.figures.length).to.be.greaterThan(0);
      }
      const drawn = JSON.stringify(definition.compile(input));
      marks.forEach((_, index) => expect(drawn).to.match(new RegExp(`"mark":${index}[,}]`)));
    });

    it('marks what is selected and nothing else', () => {
      const input = inputFor(definition, example);
      const key = definition.selects(example);
      const marks = (selected: ChartInput['selected']) => definition.marks!({ ...input, selected });
      expect(marks([]).some((mark) => mark.selected)).to.equal(false);
      if (key === undefined) return;
      const wanted = marks([])[1]!.datum[key] as string;
      const chosen = marks([wanted]).filter((mark) => mark.selected);
      expect(chosen).to.not.have.length(0);
      for (const mark of chosen) expect(mark.datum[key]).to.equal(wanted);
    });

    it('says why it cannot be drawn when its rows lack a column', () => {
      const input = inputFor(definition, example);
      const measure = (example['y'] as readonly string[] | undefined)?.[0];
      if (measure === undefined) return;
      const less = { ...input, columns: input.columns.filter((column) => column.name !== measure) };
      expect(() => definition.compile(less))
        .to.throw(ChartRefusal)
        .with.property('code', 'unknownColumn');
    });
  });
}
