import { expect } from 'chai';
import { groupChanges } from '../../../designer/release/change-groups.js';
import { checkOf, planRows } from '../../../designer/release/plan-rows.js';
import type { PlannedStep } from '../../../designer/session/document-client.js';
import { diffDocuments } from '../../../metadata/document/diff.js';
import type { Document } from '../../../metadata/schema/kinds.js';

const before = {
  kind: 'entity', name: 'customer', label: 'Customer',
  fields: [{ id: 'f1', name: 'name', type: 'text' }, { id: 'f2', name: 'fax', type: 'text', label: 'Fax' }, { id: 'f3', name: 'freight', type: 'decimal' }],
}; // prettier-ignore
const after = {
  kind: 'entity', name: 'customer', label: 'Client',
  fields: [
    { id: 'f1', name: 'name', type: 'text', searchable: true, sortable: true },
    { id: 'f3', name: 'freight', type: 'money' },
    { id: 'f4', name: 'credit', type: 'money', label: 'Credit limit', default: 0 },
  ],
}; // prettier-ignore
const groups = () => groupChanges(diffDocuments(before, after), after);
const step = (id: string, rest: Partial<PlannedStep>): PlannedStep =>
  ({ id, action: id.split(' ')[0]!, table: 'd_customer', rows: 91, ...rest }) as PlannedStep;

describe('release/plan-rows', () => {
  it('gathers the changes of an item, with its name and place', () => {
    const name = groups().find((group) => group.item?.['name'] === 'name')!;
    expect(name).to.deep.include({
      kind: 'changed',
      list: 'fields',
      keys: ['searchable', 'sortable'],
      pointer: '/fields/0',
    });
    const credit = groups().find((group) => group.item?.['name'] === 'credit')!;
    expect(credit).to.deep.include({ kind: 'added', pointer: '/fields/2' });
    expect(groups().find((group) => group.item?.['name'] === 'fax')).to.deep.include({
      kind: 'removed',
      pointer: '/fields',
    });
    expect(groups().find((group) => group.typeBefore)?.typeBefore).to.equal('decimal');
    expect(groups().find((group) => group.list === 'label')).to.deep.include({ kind: 'changed', keys: [] });
  });

  it('speaks of the innermost item', () => {
    const form = (field: string) => ({
      nodes: [
        {
          id: 't',
          label: 'Main',
          nodes: [
            { id: 'n', field },
            { id: 'm', field: 'x' },
          ],
        },
      ],
    });
    const found = groupChanges(diffDocuments(form('fax'), form('phone')), form('phone'));
    expect(found.map(({ list, item, keys, pointer }) => [list, item?.['field'], keys, pointer])).to.deep.equal([
      ['nodes', 'phone', ['field'], '/nodes/0/nodes/0'],
    ]);
  });

  it('gives each field a row with what happens to its data', () => {
    const rows = planRows(
      {
        changes: [{ kind: 'entity', name: 'customer', change: 'changed', details: diffDocuments(before, after) }],
        steps: [
          step('addColumn d_customer.credit', { column: { name: 'credit' } }),
          step('fillDefault d_customer.credit', { field: 'credit' }),
          step('fillCompanions d_customer.name', { field: 'name' }),
          step('archive d_customer.fax', { action: 'archiveColumn', columns: ['fax'] }),
        ],
        consents: [{ id: 'field customer.fax', message: '' }],
      },
      () => after as unknown as Document,
    );
    const of = (field: string | undefined) => rows.find((row) => row.field === field)!;
    expect(of('credit')).to.include({ effect: 'time', rows: 91 });
    expect(of('fax')).to.include({ effect: 'lossy', rows: 91, consent: 'field customer.fax' });
    expect(of('freight')).to.include({ effect: 'safe', rows: undefined });
    expect(of(undefined).groups.map((group) => group.list)).to.deep.equal(['label']);
    expect(new Set(rows.map((row) => row.id)).size).to.equal(rows.length);
  });

  it('is safe on a table without rows, and lossy when an entity goes', () => {
    const plan = (change: 'added' | 'removed', rows: number) =>
      planRows(
        {
          changes: [{ kind: 'entity', name: 'customer', change, details: [] }],
          steps: [step('addIndex x', { columns: ['name'], rows })],
          consents: change === 'removed' ? [{ id: 'entity customer', message: '' }] : [],
        },
        () => undefined,
      )[0];
    expect(plan('added', 0)).to.include({ effect: 'safe' });
    expect(plan('removed', 91)).to.include({ effect: 'lossy', consent: 'entity customer', rows: 91 });
  });

  it('sorts findings into the checks of the page', () => {
    const check = (code: string, document = 'view/a') => checkOf({ code, document });
    expect(check('UNKNOWN_FIELD')).to.equal('references');
    expect(check('TYPE_CHANGED')).to.equal('plan');
    expect(check('MISSING_KEY', 'role/clerk')).to.equal('access');
    expect(check('NOT_A_CONDITION')).to.equal('documents');
  });
});
