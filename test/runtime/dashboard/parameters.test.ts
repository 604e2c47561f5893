import { expect } from 'chai';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { hrefWith, parameterGroups, parameterQuery, readParameters } from '../../../runtime/dashboard/parameters.js';

const declared: readonly Parameter[] = [
  { name: 'from', type: 'date', default: { expr: 'today()' }, required: true },
  { name: 'to', type: 'date' },
  { name: 'limit', type: 'number' },
  { name: 'open', type: 'boolean' },
  { name: 'stages', type: 'text', multiple: true },
  { name: 'month', type: 'date', hidden: true },
];

describe('dashboard/parameters', () => {
  it('reads each type from the address and writes it back', () => {
    const query = { from: '2026-01-31', limit: '2.5', open: 'false', stages: 'a,b%2Cc' };
    const given = readParameters(declared, query);
    expect(given).to.deep.equal({ from: '2026-01-31', limit: 2.5, open: false, stages: ['a', 'b,c'] });
    expect(parameterQuery(given)).to.deep.equal(query);
  });

  it('tells an emptied parameter from one that was not set', () => {
    expect(readParameters(declared, { to: '' })).to.deep.equal({ to: null });
    expect(readParameters(declared, {})).to.deep.equal({});
    expect(hrefWith('/report/x', parameterQuery({ to: null }))).to.equal('/report/x?to=');
  });

  it('leaves out what is not declared or does not fit', () => {
    const query = { from: 'yesterday', limit: 'many', open: 'perhaps', other: 'x', constructor: 'y' };
    expect(readParameters(declared, query)).to.deep.equal({});
  });

  it('does not stumble over a broken address', () => {
    expect(readParameters(declared, { stages: '100%,b' })).to.deep.equal({ stages: ['100%', 'b'] });
  });

  it('shows a first and a last day as one period and hides what clicks set', () => {
    const groups = parameterGroups(declared).map((group) => group.parameters.map((parameter) => parameter.name));
    expect(groups).to.deep.equal([['from', 'to'], ['limit'], ['open'], ['stages']]);
    const apart = parameterGroups([
      { name: 'to', type: 'date' },
      { name: 'from', type: 'date' },
    ]);
    expect(apart.every((group) => group.kind === 'one')).to.equal(true);
  });
});
