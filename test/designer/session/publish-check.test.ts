import { expect } from 'chai';
import { problemsOfPlan, problemsOfRefusal } from '../../../designer/session/publish-check.js';
import { ApiFailure } from '../../../runtime/data/api-client.js';

const failure = (code: string, details: unknown) => new ApiFailure(409, code, 'No.', undefined, details, undefined);

describe('session/publish-check', () => {
  it('sorts the findings of a plan by document', () => {
    const found = problemsOfPlan({
      problems: [{ document: 'view/a', path: '/x', code: 'A', message: '' }],
      warnings: [{ document: 'view/a', path: '/y', code: 'B', message: '', severity: 'warning' }],
    });
    expect([...found]).to.deep.equal([
      [
        'view/a',
        [
          { path: '/x', code: 'A', message: '' },
          { path: '/y', code: 'B', message: '', severity: 'warning' },
        ],
      ],
    ]);
  });

  it('tells what is gone and still used at the places that use it', () => {
    const gone = {
      kind: 'entity',
      name: 'customer',
      field: 'fax',
      uses: [{ kind: 'form', name: 'f', path: '/nodes/0/field' }],
    };
    const found = problemsOfRefusal(failure('IN_USE', [gone]), ({ name, field }) => `${name}.${field}`);
    expect(found.get('form/f')).to.deep.equal([{ path: '/nodes/0/field', code: 'IN_USE', message: 'customer.fax' }]);
  });

  it('tells drafts that others have published over, and stays silent about what names no document', () => {
    const clash = problemsOfRefusal(failure('DRAFT_CONFLICT', [{ document: 'view/a', conflicts: [] }]), () => '');
    expect(clash.get('view/a')).to.deep.include({
      path: '',
      code: 'DRAFT_CONFLICT',
      message: 'No.',
      conflicts: [],
    } as never);
    expect(problemsOfRefusal(failure('BUSY', undefined), () => '').size).to.equal(0);
  });
});
