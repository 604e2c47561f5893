import { expect } from 'chai';
import { checkDocuments } from '../../../metadata/document/check.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { createTestRegistries } from './registries.js';
import { sampleDocuments, ulid } from './samples.js';

const form = (rest: object, related: object = {}) =>
  ({
    ...{ kind: 'form', id: ulid(901), name: 'tried', schema: 1, entity: 'customer', purpose: ['detail'], ...rest },
    nodes: [
      { id: 'n1', type: 'related', entity: 'order', field: 'customer', columns: [{ path: 'number' }], ...related },
    ],
  }) as unknown as Document;

const findings = (document: Document) =>
  (checkDocuments([...sampleDocuments, document], createTestRegistries()).get('form/tried') ?? []).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe('document/check-form', () => {
  const cases: readonly [string, Document, readonly string[]][] = [
    ['an order of related records', form({}, { sort: [{ by: 'created_at', descending: true }] }), []],
    ['a condition on them', form({}, { filter: { field: 'number', op: 'isNotNull' } }), []],
    ['an order by nothing', form({}, { sort: [{ by: 'numbr' }] }), ['/nodes/0/sort/0/by UNKNOWN_FIELD']],
    ['an order by a list', form({}, { sort: [{ by: 'lines' }] }), ['/nodes/0/sort/0/by QUERY_INVALID']],
    [
      'a condition on nothing',
      form({}, { filter: { field: 'numbr', op: 'isNull' } }),
      ['/nodes/0/filter/field UNKNOWN_FIELD'],
    ],
    ['a role that is not there', form({ for: { roles: ['nobody'] } }), ['/for/roles/0 UNKNOWN_ROLE']],
    ['a device', form({ for: { device: 'phone' }, priority: 3 }), []],
  ];
  for (const [name, document, expected] of cases) {
    it(`${expected.length === 0 ? 'takes' : 'refuses'} ${name}`, () =>
      expect(findings(document)).to.deep.equal(expected));
  }
});
