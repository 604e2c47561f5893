import { expect } from 'chai';
import { checkDocuments } from '../../../metadata/document/check.js';
import type { Registries } from '../../../metadata/contributions.js';
import { createRegistry } from '../../../metadata/registry.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { definition as board } from '../../../plugins/core/views/board/schema.js';
import { definition as calendar } from '../../../plugins/core/views/calendar/schema.js';
import { definition as table } from '../../../plugins/core/views/table/schema.js';
import { createTestRegistries } from './registries.js';
import { sampleDocuments, ulid } from './samples.js';

const registries: Registries = { ...createTestRegistries(), view: createRegistry('view') };
for (const mode of [board, calendar, table]) registries.view.add(mode);

const view = (mode: string, entity: string, options?: object) =>
  ({
    ...{ kind: 'view', id: ulid(900), name: 'tried', schema: 1, entity, mode },
    ...(options ? { options } : {}),
    columns: [{ path: entity === 'order' ? 'number' : 'name' }],
  }) as unknown as Document;

const findings = (document: Document, held = registries) =>
  (checkDocuments([...sampleDocuments, document], held).get('view/tried') ?? []).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe('document/check-view', () => {
  it('refuses a mode that is not there, and guesses what was meant', () => {
    const [problem] = checkDocuments([...sampleDocuments, view('bord', 'customer')], registries).get('view/tried')!;
    expect(problem).to.deep.include({ path: '/mode', code: 'UNKNOWN_VIEW_MODE' });
    expect(problem!.message).to.contain('"board"');
  });

  it('says nothing of modes where none is registered', () => {
    expect(findings(view('bord', 'customer'), { ...registries, view: createRegistry('view') })).to.deep.equal([]);
  });

  const cases: readonly [string, Document, readonly string[]][] = [
    ['a table', view('table', 'customer'), []],
    ['a board by a choice', view('board', 'customer', { by: 'status', sums: ['credit'] }), []],
    ['a board by a look-up', view('board', 'order', { by: 'customer', cards: ['customer.name'] }), []],
    ['a board by a text', view('board', 'customer', { by: 'name' }), ['/options/by BAD_BOARD_FIELD']],
    ['a board by nothing', view('board', 'customer', { by: 'stat' }), ['/options/by UNKNOWN_FIELD']],
    ['a sum of words', view('board', 'customer', { by: 'status', sums: ['name'] }), ['/options/sums/0 BAD_BOARD_SUM']],
    ['a card of nothing', view('board', 'customer', { by: 'status', cards: ['x'] }), ['/options/cards/0 UNKNOWN_FIELD']],
    ['a calendar by a date', view('calendar', 'customer', { from: 'since', colour: 'status' }), []],
    ['a calendar by a choice', view('calendar', 'customer', { from: 'status' }), ['/options/from BAD_CALENDAR_FIELD']],
    ['an end of another kind', view('calendar', 'customer', { from: 'since', end: 'credit' }),
      ['/options/end BAD_CALENDAR_FIELD']],
    ['colours of a figure', view('calendar', 'customer', { from: 'since', colour: 'credit' }),
      ['/options/colour BAD_CALENDAR_COLOUR']],
  ]; // prettier-ignore
  for (const [name, document, expected] of cases) {
    it(`${expected.length === 0 ? 'takes' : 'refuses'} ${name}`, () =>
      expect(findings(document)).to.deep.equal(expected));
  }
});
