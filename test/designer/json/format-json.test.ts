import { expect } from 'chai';
import fc from 'fast-check';
import { formatJson } from '../../../designer/json/format-json.js';

describe('json/format-json', () => {
  it('puts on one line what fits, and opens up the outermost object and what does not fit', () => {
    const value = {
      kind: 'view',
      columns: [{ path: 'name', width: 200 }, { path: 'customer.name' }],
      empty: [],
      none: {},
    };
    expect(formatJson(value, 50)).to.equal(`{
  "kind": "view",
  "columns": [
    { "path": "name", "width": 200 },
    { "path": "customer.name" }
  ],
  "empty": [],
  "none": {}
}`);
  });

  it('keeps the order of keys and every value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.integer({ min: 10, max: 120 }), (value, width) => {
        expect(JSON.stringify(JSON.parse(formatJson(value, width)))).to.equal(JSON.stringify(value));
      }),
      { numRuns: 40 },
    );
  });

  it('is the same when formatted again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const once = formatJson(value);
        expect(formatJson(JSON.parse(once))).to.equal(once);
      }),
      { numRuns: 40 },
    );
  });
});
