/**
 * A hundred raw specifications, each a file: every mark, transform and composition once, scales and axes, and what somebody
 * who means harm would try. Each is drawn as it says, or refused at the place it says; nothing is evaluated or loaded.
 */
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import type { ChartInput, ResultColumn } from '../../../metadata/contributions.js';
import { checkVegaSpec } from '../../../metadata/chart/raw/check-vega.js';
import { ChartRefusal } from '../../../metadata/chart/refusal.js';
import { definition } from '../../../plugins/core/charts/vega/schema.js';
import { watchOutbound } from '../../helper/outbound-watch.js';
import { lightTheme } from '../../helper/chart-theme.js';
import { runSpec } from '../../helper/charts.js';

interface SpecFile {
  readonly spec: Readonly<Record<string, unknown>>;
  /** How many marks are drawn at least. */
  readonly drawn?: number;
  /** Where it is refused. */
  readonly refused?: string;
}

const folder = new URL('../../golden/chart/raw/', import.meta.url);
const files = readdirSync(folder).map((name) => ({
  name: name.replace('.json', ''),
  ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as SpecFile),
}));

const columns: readonly ResultColumn[] = [
  { name: 'city', type: 'text', label: 'City' },
  { name: 'kind', type: 'text', label: 'Kind' },
  { name: 'day', type: 'date', label: 'Day', grain: 'month' },
  { name: 'amount', type: 'number', label: 'Amount' },
  { name: 'count', type: 'number', label: 'Count' },
];
const rows = ['Oslo', 'Bergen', 'Porto'].flatMap((city, c) =>
  [0, 1, 2, 3].map((step) => ({
    city,
    kind: step % 2 === 0 ? 'new' : 'old',
    day: `2026-0${step + 1}-01`,
    amount: 10 + 17 * c + 23 * step,
    count: 1 + ((c * 5 + step * 3) % 7),
  })),
);

const inputOf = (spec: SpecFile['spec']): ChartInput => ({
  options: { chart: 'vega', spec },
  columns,
  rows,
  theme: lightTheme,
  locale: 'en-GB',
  timeZone: 'UTC',
  selected: [],
  width: 640,
  height: 320,
});

/** Drawn items of marks that carry data: not those of axes, legends and titles. */
const drawnIn = (svg: string): number =>
  [...svg.matchAll(/<g class="mark-\w+ role-mark[^"]*"[^>]*>(.*?)<\/g>/gs)].reduce(
    (total, [, inside]) => total + [...(inside ?? '').matchAll(/<(path|text|line|rect) /g)].length,
    0,
  );

describe('chart/raw specifications', () => {
  it('are a hundred, and no mark, transform or composition is missing', () => {
    expect(files.length).to.be.at.least(100);
    const text = JSON.stringify(files.filter(({ drawn }) => drawn !== undefined));
    for (const mark of ['arc', 'area', 'bar', 'boxplot', 'circle', 'errorband', 'errorbar', 'line', 'point', 'rect', 'rule', 'square', 'text', 'tick', 'trail'])
      expect(text, mark).to.match(new RegExp(`"(mark|type)":"${mark}"`)); // prettier-ignore
    for (const transform of ['aggregate', 'bin', 'calculate', 'density', 'filter', 'flatten', 'fold', 'impute', 'joinaggregate', 'loess', 'pivot', 'quantile', 'regression', 'stack', 'timeUnit', 'window'])
      expect(text, transform).to.match(new RegExp(`"transform":\\[.*?"${transform}":`)); // prettier-ignore
    for (const key of ['layer', 'hconcat', 'vconcat', 'concat', 'facet', 'row', 'column'])
      expect(text, key).to.contain(`"${key}":`);
  });

  for (const { name, spec, drawn, refused } of files) {
    if (refused !== undefined)
      it(`${name} is refused at ${refused}`, () => {
        const found = checkVegaSpec(spec);
        expect(found.map(({ path }) => path)).to.include(refused);
        expect(found.find(({ path }) => path === refused)!.message).to.match(/[.:]$|\.$/);
        expect(() => definition.compile(inputOf(spec))).to.throw(ChartRefusal);
      });
    else
      it(`${name} is drawn`, async () => {
        expect(checkVegaSpec(spec)).to.deep.equal([]);
        const reached = watchOutbound();
        const { view, warnings } = await runSpec(definition.compile(inputOf(spec)));
        expect(warnings).to.deep.equal([]);
        const marks = drawnIn(await view.toSVG());
        view.finalize();
        if (drawn === 0) expect(marks).to.equal(0);
        else expect(marks).to.be.at.least(drawn!);
        expect(reached()).to.deep.equal([]);
      });
  }
});
