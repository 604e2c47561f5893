/**
 * Compiled charts against golden specifications, one per example and state. `UPDATE_GOLDEN=1` writes them anew; read the
 * difference before committing it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ChartInput, ChartType } from '../../../metadata/contributions.js';
import type { Scalar } from '../../../metadata/value.js';
import { darkTheme } from '../../helper/chart-theme.js';
import { chartFolders, inputFor } from '../../helper/charts.js';

const golden = new URL('../../golden/chart/', import.meta.url);

/** Each chart light and English, and dark, Chinese and with its second mark selected; some in more states of their own. */
function statesOf(name: string, input: ChartInput, type: ChartType): Readonly<Record<string, Partial<ChartInput>>> {
  const key = type.selects(input.options);
  const wanted = key === undefined ? undefined : type.marks?.(input)[1]?.datum[key];
  const selected = wanted === undefined ? [] : [wanted as Scalar];
  const size = type.listed ? { width: 168, height: 168 } : {};
  return {
    '': size,
    '-dark-zh': { ...size, theme: darkTheme, locale: 'zh-CN', today: '2026-11-21', selected },
    ...(name === 'combo' ? { '-narrow': { width: 320, height: 180, today: '2026-11-21' } } : {}),
  };
}

describe('chart/compile', () => {
  for (const { name, definition, example } of chartFolders) {
    for (const [state, more] of Object.entries(statesOf(name, inputFor(definition, example), definition))) {
      it(`gives the golden specification of ${name}${state}`, () => {
        const file = new URL(`${name}${state}.json`, golden);
        const text = `${JSON.stringify(definition.compile(inputFor(definition, example, more)), null, 1)}\n`;
        if (process.env['UPDATE_GOLDEN'] === '1') {
          mkdirSync(golden, { recursive: true });
          writeFileSync(file, text);
        }
        expect(existsSync(file), `${file.pathname} is missing: run with UPDATE_GOLDEN=1`).to.equal(true);
        expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(file, 'utf8')));
      });
    }
  }
});
