import { expect } from 'chai';
import { DraftChange, type Draft } from '../../../../../plugins/core/views/timeline/draft.js';

const row = (id: string, from: string) => ({ id, version: 1, from });

describe('views/timeline/draft', () => {
  let sent: Draft[];
  let draft: DraftChange;
  beforeEach(() => {
    sent = [];
    draft = new DraftChange(
      () => undefined,
      (each) => sent.push(each),
    );
  });

  it('shows a change before it is sent, and sends several steps as one with the row as it was', () => {
    const first = row('a', '2026-01-01');
    draft.set(first, { from: '2026-01-02' });
    const [shown] = draft.shown([first]);
    expect(shown).to.deep.equal(row('a', '2026-01-02'));
    draft.set(shown!, { from: '2026-01-03', to: '2026-02-01' });
    draft.finish();
    expect(sent).to.deep.equal([{ row: first, values: { from: '2026-01-03', to: '2026-02-01' } }]);
    expect(draft.shown([first])).to.deep.equal([first]);
  });

  it('sends the change of one row before that of another begins', () => {
    draft.set(row('a', '2026-01-01'), { from: '2026-01-02' });
    draft.set(row('b', '2026-01-01'), { from: '2026-01-05' });
    expect(sent.map((each) => each.row.id)).to.deep.equal(['a']);
  });

  it('sends nothing when it came back to where it was, or was dropped', () => {
    const first = row('a', '2026-01-01');
    draft.set(first, { from: '2026-01-02' });
    draft.set(draft.shown([first])[0]!, { from: '2026-01-01' });
    draft.finish();
    draft.set(first, { from: '2026-01-02' });
    draft.drop();
    draft.finish();
    expect(sent).to.deep.equal([]);
    expect(draft.shown([first])).to.deep.equal([first]);
  });
});
