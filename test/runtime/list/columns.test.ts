import { expect } from 'chai';
import type { Entity, Field } from '../../../metadata/model/model.js';
import type { ViewDocument } from '../../../metadata/schema/entity.js';
import type { FieldHost } from '../../../runtime/host/field-views.js';
import type { Host } from '../../../runtime/host/host.js';
import { listColumns } from '../../../runtime/list/columns.js';
import { columnRefusal } from '../../../runtime/list/edit/cell-permission.js';
import { settingOf } from '../../../runtime/list/chosen-columns.js';

const field = (name: string, part: Partial<Field> = {}): Field =>
  ({
    ...{ name, entity: 'thing', label: name, type: { id: 'text' }, valueType: 'text', sortable: true },
    ...{ document: {}, columns: [{ name }], operators: ['eq'], computed: false, system: false },
    ...part,
  }) as unknown as Field;

const fields = new Map(
  [
    field('name'),
    field('city'),
    field('total', { computed: true }),
    field('secret'),
    field('born', { document: { createOnly: true } as never }),
  ].map((each) => [each.name, each] as const),
);
const entity = { name: 'thing', fields, nameFields: ['name'] } as unknown as Entity;
const host = (update = true) =>
  ({
    app: {
      path: (_entity: string, path: string) => {
        const found = fields.get(path.split('.').at(-1)!);
        return found && { field: found, hops: path.includes('.') ? [fields.get('city')!] : [] };
      },
      entity: () => entity,
      access: () => ({ update }),
      fieldClass: (each: Field) => (each.name === 'secret' ? 'read' : 'write'),
    },
    fields: { get: () => ({ edit: () => undefined }) },
    i18n: { label: (label: unknown, fallback: string) => String(label ?? fallback) },
  }) as unknown as Host;

const view = {
  freeze: 2,
  columns: [{ path: 'name' }, { path: 'city', inlineEdit: false, aggregate: 'max' }, { path: 'total' }],
} as unknown as ViewDocument;
const columns = (setting?: Parameters<typeof listColumns>[4], update = true) =>
  listColumns(host(update), {} as FieldHost, entity, view, setting);

describe('list/columns', () => {
  it('keeps as many columns at the start as the view says, and the person before it', () => {
    expect(columns().map((column) => column.frozen)).to.deep.equal([true, true, false]);
    const chosen = columns({ columns: [{ path: 'total', width: 90 }, { path: 'city' }], freeze: 1 });
    expect(chosen.map(({ path, frozen, isWidthStated }) => [path, frozen, isWidthStated])).to.deep.equal([
      ['total', true, true],
      ['city', false, false],
    ]);
    expect(settingOf(chosen)).to.deep.equal({
      columns: [
        { path: 'total', width: 90 },
        { path: 'city', aggregate: 'max' },
      ],
      freeze: 1,
    });
  });

  it('tells why a cell may not be edited', () => {
    const refusals = (update?: boolean) =>
      columns(
        { columns: ['name', 'city', 'total', 'secret', 'born', 'city.name'].map((path) => ({ path })) },
        update,
      ).map((column) => columnRefusal(host(update), 'thing', column));
    expect(refusals()).to.deep.equal([
      undefined,
      'cell.notInline',
      'cell.computed',
      'cell.readOnly',
      'cell.readOnly',
      'cell.elsewhere',
    ]);
    expect(refusals(false)[0]).to.equal('cell.noRight');
  });
});
