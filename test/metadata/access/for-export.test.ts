import { expect } from 'chai';
import { compileAccess } from '../../../metadata/access/compile.js';
import { forExport } from '../../../metadata/access/for-export.js';
import { guardQuery } from '../../../metadata/query/guard.js';
import { checkQuery } from '../../../metadata/query/check.js';
import { testFunctions, testModel, testPrincipal, testRole } from '../../helper/model.js';

describe('access/for-export', () => {
  const model = testModel();
  const role = testRole([
    { entity: 'customer', actions: { read: 'all' }, fields: { phone: 'mask', cost: 'hidden', code: 'read' } },
  ]);
  const access = compileAccess([role], testPrincipal(), model, testFunctions());
  const outcome = (path: string, rights = access) => {
    const checked = checkQuery({ entity: 'customer', select: [{ path }] }, model);
    if ('problems' in checked) throw new Error('The query is not valid.');
    const guarded = guardQuery(checked.query, rights, model);
    return 'problems' in guarded ? guarded.problems[0]!.code : guarded.query.select[0]!.masked === true;
  };

  it('shows a masked field masked, and refuses it in what leaves in a file', () => {
    expect([outcome('phone'), outcome('phone', forExport(access))]).to.deep.equal([true, 'FIELD_FORBIDDEN']);
    expect([outcome('cost', forExport(access)), outcome('code', forExport(access))]).to.deep.equal([
      'FIELD_FORBIDDEN',
      false,
    ]);
  });

  it('leaves it out of the fields that are shown, and is its own entry in caches', () => {
    const names = forExport(access)
      .visibleFields(model.entities.get('customer')!)
      .map((field) => field.name);
    expect(names).to.include('code').and.not.include('phone');
    expect(forExport(access).fingerprint).to.not.equal(access.fingerprint);
    expect(forExport(access)).to.equal(forExport(access));
  });
});
