/** The contract every chart keeps, run over the folders of all plugins: a new chart is tested by being there. */
import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { ChartInput, ResultRow } from '../../metadata/contributions.js';
import { languages } from '../../metadata/value.js';
import { chartFolders, inputFor, runSpec } from '../helper/charts.js';

/** Data that real life brings: nothing, one row, no values, negative and enormous figures, hostile names. */
function cases(input: ChartInput): Readonly<Record<string, ChartInput>> {
  const x = input.columns[0]!.name;
  const [first] = input.rows;
  const measure = input.columns[1]!.name;
  const with_ = (rows: readonly ResultRow[]) => ({ ...input, rows });
  return {
    'its example': input,
    'a selection': { ...input, selected: [first![x] as string] },
    'a selection that is not there': { ...input, selected: ['nowhere'] },
    'a period that is not over': { ...input, today: '2026-11-21' },
    'no rows': with_([]),
    'one row': with_([first!]),
    'no values': with_(input.rows.map((row) => ({ ...row, [measure]: null }))),
    'negative figures': with_(input.rows.map((row, index) => ({ ...row, [measure]: index * 100 - 350 }))),
    'enormous figures': with_(input.rows.map((row, index) => ({ ...row, [measure]: index * 4e11 }))),
    'tiny figures': with_(input.rows.map((row, index) => ({ ...row, [measure]: index / 1000 }))),
    'a name like code': with_([{ ...first!, [`${x}_label`]: `'); alert(1) //<b>"</b>` }]),
    'little room': { ...input, width: 120, height: 90 },
    Chinese: { ...input, locale: 'zh-CN' },
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

    for (const [title, input] of Object.entries(cases(inputFor(definition, example)))) {
      it(`draws ${title} without a warning`, async () => {
        const { view, warnings } = await runSpec(definition.compile(input));
        view.finalize();
        expect(warnings).to.deep.equal([]);
        expect(definition.describe(input)).to.be.a('string').that.is.not.empty;
      });
    }

    it('tells its marks, and its drawing carries their places', () => {
      const input = inputFor(definition, example);
      const marks = definition.marks?.(input) ?? [];
      expect(marks.length).to.be.greaterThan(1);
      for (const mark of marks) {
        expect(mark.label).to.not.equal('');
        expect(mark.figures.length).to.be.greaterThan(0);
      }
      const drawn = JSON.stringify(definition.compile(input));
      marks.forEach((_, index) => expect(drawn).to.include(`"mark":${index},`));
    });

    it('marks what is selected and nothing else', () => {
      const input = inputFor(definition, example);
      const key = definition.selects(example)!;
      const wanted = definition.marks!(input)[1]!.datum[key] as string;
      const marks = definition.marks!({ ...input, selected: [wanted] });
      expect(marks.filter((mark) => mark.selected).map((mark) => mark.datum[key])).to.deep.equal([wanted]);
      expect(definition.marks!(input).some((mark) => mark.selected)).to.equal(false);
    });
  });
}
