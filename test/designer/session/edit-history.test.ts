import { expect } from 'chai';
import fc from 'fast-check';
import { changeBetween, EditHistory } from '../../../designer/session/edit-history.js';

describe('designer/session/edit-history', () => {
  it('gives every text back on the way there and back', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 40 }), (texts) => {
        const history = new EditHistory();
        const steps = texts.filter((text, i) => i === 0 || text !== texts[i - 1]);
        steps.slice(1).forEach((text, i) => history.record(steps[i]!, text));
        let text = steps.at(-1)!;
        for (const before of steps.slice(0, -1).reverse()) {
          text = history.undo(text)!;
          expect(text).to.equal(before);
        }
        expect(history.undo(text)).to.equal(undefined);
        for (const after of steps.slice(1)) {
          text = history.redo(text)!;
          expect(text).to.equal(after);
        }
        expect(history.canRedo).to.equal(false);
      }),
    );
  });

  it('takes a run of small changes back as one, until it is closed', () => {
    const history = new EditHistory();
    const typing = { key: 'label', label: 'Label' };
    history.record('', 'a', typing);
    history.record('a', 'ab', typing);
    history.close();
    history.record('ab', 'abc', typing);
    expect(history.undoLabel).to.equal('Label');
    expect(history.undo('abc')).to.equal('ab');
    expect(history.undo('ab')).to.equal('');
    expect(history.redo('')).to.equal('ab');
  });

  it('has nothing to take back of what was typed and taken away again', () => {
    const history = new EditHistory();
    history.record('', 'a', { key: 'k' });
    history.record('a', '', { key: 'k' });
    expect(history.canUndo).to.equal(false);
  });

  it('does not do again what was taken back once something else was done', () => {
    const history = new EditHistory();
    history.record('a', 'b');
    history.undo('b');
    history.record('a', 'c');
    expect(history.canRedo).to.equal(false);
  });

  it('keeps only the piece that is another', () => {
    expect(changeBetween('{"a":1,"b":2}', '{"a":12,"b":2}')).to.deep.equal({ at: 6, removed: '', inserted: '2' });
    expect(changeBetween('aa', 'aaa')).to.deep.equal({ at: 2, removed: '', inserted: 'a' });
  });
});
