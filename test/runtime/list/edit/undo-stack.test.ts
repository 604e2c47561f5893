/** Taking back changes of a list: the newest first, one after the other, and what a failure leaves. */
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

  it('keeps what could not be taken back', async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    stack.push(entry(log, 'a', false));
    expect(await stack.undo()).to.equal(false);
    expect([log, stack.size]).to.deep.equal([['a'], 1]);
  });

  it('takes back both when asked twice in a hurry, one after the other', async () => {
    const log: string[] = [];
    const stack = new UndoStack();
    const slow = (text: string) => ({
      text,
      undo: async () => {
        log.push(`${text} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        log.push(`${text} ends`);
        return true;
      },
    });
    stack.push(slow('a'));
    stack.push(slow('b'));
    expect(await Promise.all([stack.undo(), stack.undo(), stack.undo()])).to.deep.equal([true, true, false]);
    expect(log).to.deep.equal(['b begins', 'b ends', 'a begins', 'a ends']);
  });

  it('goes on after one that failed', async () => {
    const stack = new UndoStack();
    const log: string[] = [];
    let isDown = true;
    const failing = {
      text: 'b',
      undo: () => (isDown ? Promise.reject(new Error('down')) : entry(log, 'b').undo()),
    };
    stack.push(entry(log, 'a'));
    stack.push(failing);
    expect(await stack.undo().catch((error: Error) => error.message)).to.equal('down');
    expect([log, stack.size]).to.deep.equal([[], 2]);
    isDown = false;
    expect(await Promise.all([stack.undo(), stack.undo()])).to.deep.equal([true, true]);
    expect([log, stack.size]).to.deep.equal([['b', 'a'], 0]);
  });

  it('does what was asked for behind one that failed', async () => {
    const stack = new UndoStack();
    const log: string[] = [];
    const other = entry(log, 'a');
    stack.push(other);
    stack.push({ text: 'b', undo: () => Promise.reject(new Error('down')) });
    const [first, second] = await Promise.allSettled([stack.undo(), stack.undoEntry(other)]);
    expect([first.status, second]).to.deep.equal(['rejected', { status: 'fulfilled', value: true }]);
    expect([log, stack.size]).to.deep.equal([['a'], 1]);
  });
});
