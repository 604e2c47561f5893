import { expect } from 'chai';
import { say } from '../../../metadata/words.js';
import { tellFindings } from '../../../server/messages/tell.js';

describe('messages/tell', () => {
  it('tells only the findings under the path, without how they were made', () => {
    const finding = { path: '/x', code: 'WRONG', ...say`"${{ field: 'phone' }}" must be ${{ kind: say`a number` }}.` };
    const answer = { failed: [{ id: '1', problems: [finding] }], record: { message: 'Sign in first.', said: 1 } };
    const told = tellFindings(answer, ['failed', 'problems'], ({ said }) => `told: ${said!.sentence}`);
    expect(told).to.deep.equal({
      failed: [{ id: '1', problems: [{ path: '/x', code: 'WRONG', message: 'told: "{field}" must be {kind}.' }] }],
      record: { message: 'Sign in first.', said: 1 },
    });
    expect(tellFindings({ job: 'x' }, ['failed'], () => 'never')).to.deep.equal({ job: 'x' });
  });
});
