import { expect } from 'chai';
import { inlineSegments } from '../../../designer/session/inline-segments.js';
import type { Filter } from '../../../metadata/schema/query.js';

const big: Filter = { field: 'credit', op: 'gt', value: 5 };
const drafts: Readonly<Record<string, Filter>> = {
  big,
  big_here: { and: [{ segment: 'big' }, { field: 'city', op: 'eq', value: 'Ulm' }] },
  round: { or: [{ segment: 'round' }, { segment: 'big' }] },
};
const find = (name: string) => drafts[name];

describe('designer/session/inline-segments', () => {
  it('says what drafted segments say, wherever a filter or a query names one', () => {
    expect(inlineSegments({ not: { segment: 'big' } }, find)).to.deep.equal({ not: big });
    const where = { some: 'orders', where: { and: [{ segment: 'big_here' }, { segment: 'released' }] } };
    const said = { some: 'orders', where: { and: [{ and: [big, { field: 'city', op: 'eq', value: 'Ulm' }] }, { segment: 'released' }] } }; // prettier-ignore
    expect(inlineSegments({ entity: 'x', select: [{ aggregate: 'count', where }], where }, find)).to.deep.equal({ entity: 'x', select: [{ aggregate: 'count', where: said }], where: said }); // prettier-ignore
  });

  it('leaves a segment inside itself, values, and what is no filter', () => {
    expect(inlineSegments({ segment: 'round' }, find)).to.deep.equal({ or: [{ segment: 'round' }, big] });
    const other = { field: 'segment', op: 'eq', value: 'big' };
    expect(inlineSegments([other, null, { segment: 'big', more: 1 }, undefined], find)).to.deep.equal([other, null, { segment: 'big', more: 1 }, undefined]); // prettier-ignore
  });
});
