/**
 * Compiled charts against golden specifications, one per example and state. `UPDATE_GOLDEN=1` writes them anew; read the
 * difference before committing it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { ChartInput } from '../../../metadata/contributions.js';
import { chartFolders, inputFor } from '../../helper/charts.js';

const golden = new URL('../../golden/chart/', import.meta.url);

const states: Readonly<Record<string, Readonly<Record<string, Partial<ChartInput>>>>> = {
  combo: {
    '': {},
    '-selected': { selected: ['2026-07-01'], today: '2026-11-21' },
    '-narrow': { width: 320, height: 180, today: '2026-11-21' },
  },
  pie: { '': { width: 168, height: 168 }, '-selected': { width: 168, height: 168, selected: ['id2'] } },
  bar: { '': {}, '-selected': { selected: ['id1'] } },
};

describe('chart/compile', () => {
  for (const { name, definition, example } of chartFolders) {
    for (const [state, more] of Object.entries(states[name] ?? { '': {} })) {
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
