import { expect } from 'chai';
import { checkDocuments } from '../../../metadata/document/check.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { transformFolders } from '../../helper/transforms.js';
import { createTestRegistries } from './registries.js';
import { sampleDocuments, ulid } from './samples.js';

const registries = createTestRegistries();
for (const { definition } of transformFolders) registries.transform.add(definition);
const validator = createDocumentValidator(registries, createAjvChecker());

const bucket = { type: 'bucket', options: { field: 'amt', as: 'class', step: 10 } };
const pivot = { type: 'pivot', options: { rows: ['customer'], column: 'class', values: [{ is: 0, as: 'low' }], value: 'amt' } }; // prettier-ignore

/** A report whose dataset has `customer` (text), `amt` (number) and `since` (date), and whose cell shows `field`. */
const reportWith = (transforms: readonly unknown[], field = 'customer') =>
  ({
    ...{ kind: 'report', id: ulid(901), name: 'tried', schema: 1 },
    datasets: [
      {
        name: 'S',
        source: {
          type: 'query',
          query: {
            entity: 'line',
            select: [
              { path: 'order.customer.name', as: 'customer' },
              { path: 'amount', as: 'amt' },
              { path: 'order.customer.since', as: 'since' },
            ],
          },
        },
        transforms,
      },
    ],
    sheet: { cells: { A1: { bind: { dataset: 'S', field, as: 'list' } } } },
  }) as unknown as Document;

const findings = (document: Document): readonly string[] => {
  const invalid = validator.validate(document);
  const found = invalid.length > 0 ? invalid : checkDocuments([...sampleDocuments, document], registries).get('report/tried'); // prettier-ignore
  return (found ?? []).map(({ path, code }) => `${path} ${code}`);
};

describe('document/check-transforms', () => {
  const at = '/datasets/0/transforms/0';
  const cases: readonly [string, Document, readonly string[]][] = [
    ['a transform, and a cell of a column it makes', reportWith([bucket], 'class'), []],
    ['transforms of what others made', reportWith([bucket, pivot], 'low'), []],
    ['a dashboard without any', { ...sampleDocuments.find(({ kind }) => kind === 'dashboard')!, name: 'tried', id: ulid(902) }, []],
    ['one that is not there', reportWith([{ type: 'buckets', options: {} }]), [`${at}/type NOT_ONE_OF`]],
    ['one without the options it needs', reportWith([{ type: 'bucket' }]), [`${at}/options MISSING_KEY`]],
    ['an option that is not there', reportWith([{ ...bucket, options: { ...bucket.options, steps: 1 } }]), [`${at}/options/steps UNKNOWN_KEY`]],
    ['a value that does not fit', reportWith([{ ...bucket, options: { field: 'amt', step: 0 } }]), [`${at}/options/step OUT_OF_RANGE`]],
    ['options that do not go together', reportWith([{ ...bucket, options: { field: 'amt', step: 1, quantiles: 2 } }]), [`${at}/options BAD_OPTION`]],
    ['a column that is not there', reportWith([{ ...bucket, options: { ...bucket.options, field: 'amount' } }]), [`${at}/options/field UNKNOWN_NAME`]],
    ['a column of another type', reportWith([{ ...bucket, options: { ...bucket.options, field: 'since' } }]), [`${at}/options/field TYPE_MISMATCH`]],
    ['a column that is made twice', reportWith([{ ...bucket, options: { ...bucket.options, as: 'customer' } }]), [`${at}/options DUPLICATE_COLUMN`]],
    ['a column that a transform before it leaves out', reportWith([pivot, bucket].map((each) => ({ ...each, options: { ...each.options, ...(each === pivot ? { column: 'customer' } : {}) } }))), ['/datasets/0/transforms/1/options/field UNKNOWN_NAME']],
    ['a cell of a column that is left out', reportWith([bucket, pivot], 'since'), ['/sheet/cells/A1/bind/field UNKNOWN_NAME']],
    ['a cell of a column that is only made', reportWith([], 'class'), ['/datasets/0/transforms TOO_FEW']],
    ['more than six', reportWith(Array.from({ length: 7 }, () => bucket)), ['/datasets/0/transforms TOO_MANY']],
  ]; // prettier-ignore
  for (const [name, document, expected] of cases) {
    it(`${expected.length === 0 ? 'takes' : 'refuses'} ${name}`, () => {
      expect(findings(document)).to.deep.equal(expected);
    });
  }
});
