import { expect } from 'chai';
import { actingOn } from '../../../metadata/access/acting-on.js';
import { compileAccess } from '../../../metadata/access/compile.js';
import { testFunctions, testModel, testPrincipal, testRole } from '../../helper/model.js';

describe('access/acting-on', () => {
  const model = testModel();
  const role = testRole([
    { entity: 'customer', actions: { read: 'all', export: 'own' } },
    { entity: 'contact', actions: { read: 'all' } },
  ]);
  const access = compileAccess([role], testPrincipal(), model, testFunctions());
  const acting = actingOn(access, 'export', 'customer');

  it('reads what both rules allow, of that entity only', () => {
    expect(acting.filter('read', 'customer')).to.deep.equal({
      and: [access.filter('read', 'customer'), access.filter('export', 'customer')],
    });
    expect(acting.filter('read', 'contact')).to.deep.equal(access.filter('read', 'contact'));
    expect(acting.filter('update', 'customer')).to.deep.equal(access.filter('update', 'customer'));
  });

  it('is one object for each act, and its own entry in caches', () => {
    expect(actingOn(access, 'export', 'customer')).to.equal(acting);
    const fingerprints = [access, acting, actingOn(access, 'print', 'customer')].map((each) => each.fingerprint);
    expect(new Set(fingerprints).size).to.equal(3);
  });
});
