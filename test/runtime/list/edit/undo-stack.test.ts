import { expect } from 'chai';
import { UndoStack } from '../../../../runtime/list/edit/undo-stack.js';

describe('list/undo-stack', () => {
  const entry = (log: string[], text: string, works = true) => ({
    text,
    undo: async () => {
      log.push(text);
      return works;
    },
  });

  it('takes back the newest first, each once', async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    const [a, b] = [entry(log, 'a'), entry(log, 'b')];
    stack.push(a);
    stack.push(b);
    expect(await stack.undo()).to.equal(true);
    expect(await stack.undoEntry(b)).to.equal(false);
    expect(await stack.undo()).to.equal(true);
    expect(await stack.undo()).to.equal(false);
    expect(log).to.deep.equal(['b', 'a']);
  });

  it('keeps what could not be taken back, and does one at a time', async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    stack.push(entry(log, 'a', false));
    const [first, second] = await Promise.all([stack.undo(), stack.undo()]);
    expect([first, second, stack.size]).to.deep.equal([false, false, 1]);
    expect(log).to.deep.equal(['a']);
  });
});
