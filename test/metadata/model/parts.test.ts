import { expect } from 'chai';
import { columnsOfDocument, firstField, valueOfField } from '../../../metadata/model/parts.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import { testFieldRegistry } from '../../helper/field-types.js';
import { testRole } from '../../helper/model.js';
import { accessOf, codes, model, refusal, run, system } from '../query/query-helper.js';
import { checkRole } from '../../../metadata/access/check-role.js';

const contact = model.entities.get('contact')!;
const address = contact.fields.get('address')!;

describe('model/parts', () => {
  it('makes a field of each part, with a column of its own behind the composite', () => {
    const names = [...contact.fields.keys()];
    expect(names.slice(names.indexOf('address'), names.indexOf('address') + 6)).to.deep.equal([
      'address', 'address.street', 'address.postal_code', 'address.city', 'address.state', 'address.country',
    ]); // prettier-ignore
    expect(address.columns).to.deep.equal([]);
    expect(address.parts!.map((part) => part.columns[0]!.name)).to.deep.equal([
      'address_street', 'address_postal_code', 'address_city', 'address_state', 'address_country',
    ]); // prettier-ignore
    const city = contact.fields.get('address.city')!;
    expect(city.partOf).to.deep.equal({ field: 'address', part: 'city' });
    expect(city.keyColumn?.name, 'as searchable as its composite').to.equal('address_city_k');
    expect(city.label).to.include({ en: 'address: City', 'zh-CN': 'address: 城市' });
  });

  it('lists the columns of a document with those of its parts', () => {
    const document = { ...address.document, column: 'kept', searchable: false };
    const columns = columnsOfDocument(testFieldRegistry(), document).map((column) => column.name);
    expect(columns).to.deep.equal(['kept_street', 'kept_postal_code', 'kept_city', 'kept_state', 'kept_country']);
  });

  it('steps into parts by two names, into everything else by one', () => {
    const step = (path: string) => {
      const found = firstField(contact, path.split('.'));
      return found && `${found.field.name}|${found.rest.join('.')}`;
    };
    expect(step('address.city')).to.equal('address.city|');
    expect(step('address')).to.equal('address|');
    expect(step('address.nothing')).to.equal('address|nothing');
    expect(step('customer.region.name')).to.equal('customer|region.name');
    expect(step('nothing')).to.equal(undefined);
  });

  it('puts the value together, null when all parts are', () => {
    expect(valueOfField(address, { 'address.city': 'Lyon' })).to.deep.equal({
      street: null, postal_code: null, city: 'Lyon', state: null, country: null,
    }); // prettier-ignore
    expect(valueOfField(address, { 'address.city': null, name: 'x' })).to.equal(null);
  });

  it('is read, filtered, sorted and grouped by its parts, through look-ups too', () => {
    const rows = {
      contact: [
        { id: 'a', name: 'A', 'address.city': 'Lyon', 'address.country': 'FR' },
        { id: 'b', name: 'B', 'address.city': 'Aachen', 'address.country': 'DE' },
        { id: 'c', name: 'C' },
      ],
    };
    const found = run(
      {
        entity: 'contact',
        select: [{ path: 'name' }, { path: 'address' }],
        where: { field: 'address.city', op: 'isNotNull' },
        sort: [{ by: 'address.city' }],
      },
      { rows },
    );
    expect(found.rows.map((row) => row['name'])).to.deep.equal(['B', 'A']);
    expect(found.rows[1]!['address']).to.include({ city: 'Lyon', country: 'FR' });
    const groups = run({ entity: 'contact', select: [{ path: 'address.country', as: 'c' }, { aggregate: 'count', as: 'n' }] }, { rows }); // prettier-ignore
    expect(groups.rows).to.deep.equal([{ c: null, n: 1 }, { c: 'DE', n: 1 }, { c: 'FR', n: 1 }]); // prettier-ignore
  });

  it('refuses what only a part can do, and parts that are not there', () => {
    const select = [{ path: 'name' }];
    const asked = (query: object) => codes(refusal({ entity: 'contact', select, ...query }, { access: system }));
    expect(asked({ where: { field: 'address', op: 'isNull' } })).to.equal('422 OPERATOR_NOT_ALLOWED address');
    expect(asked({ sort: [{ by: 'address' }] })).to.equal('422 QUERY_INVALID address');
    expect(asked({ select: [{ path: 'address' }, { aggregate: 'count' }] })).to.equal('422 GROUP_NOT_ALLOWED address');
    expect(asked({ where: { field: 'address.town', op: 'isNull' } })).to.equal('403 FIELD_FORBIDDEN address.town');
    expect(asked({ where: { field: 'address.city.name', op: 'isNull' } })).to.equal(
      '403 FIELD_FORBIDDEN address.city.name',
    );
  });

  it('gives parts the class of their composite', () => {
    const role = (fieldClass: 'hidden' | 'mask' | 'read'): RoleDocument =>
      testRole([{ entity: 'contact', actions: { read: 'all', update: 'all' }, fields: { address: fieldClass } }]);
    for (const fieldClass of ['hidden', 'mask', 'read'] as const) {
      const access = accessOf([role(fieldClass)]);
      expect(access.fieldClass('contact', 'address.city')).to.equal(fieldClass);
    }
    const query = { entity: 'contact', select: [{ path: 'name' }], sort: [{ by: 'address.city' }] };
    expect(codes(refusal(query, { access: accessOf([role('hidden')]) }))).to.equal('403 FIELD_FORBIDDEN address.city');
    expect(codes(refusal(query, { access: accessOf([role('mask')]) }))).to.equal('403 FIELD_FORBIDDEN address.city');
    const shown = run({ entity: 'contact', select: [{ path: 'address' }] }, {
      access: accessOf([role('mask')]),
      rows: { contact: [{ id: 'a', 'address.city': 'Lyon' }, { id: 'b' }] },
    }); // prettier-ignore
    expect(shown.rows).to.deep.equal([{ address: '•••' }, { address: null }]);
    const wrong = testRole([{ entity: 'contact', actions: { read: 'all' }, fields: { 'address.city': 'read' } }]);
    expect(checkRole(wrong, model).map(({ code }) => code)).to.deep.equal(['UNKNOWN_FIELD']);
  });
});
