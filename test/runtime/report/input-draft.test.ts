import { expect } from 'chai';
import fc from 'fast-check';
import { InputDraft, type TypedValue } from '../../../runtime/report/input-draft.js';

const typed = (value: unknown, was: TypedValue['was'] = null): TypedValue => ({
  was,
  value,
  text: String(value ?? ''),
});
const values = (draft: InputDraft) => Object.fromEntries([...draft.cells].map(([key, { value }]) => [key, value]));
const wrong = (text: string): TypedValue => ({ was: 1, value: null, text, problem: 'No number.', unread: true });

describe('report/input-draft', () => {
  it('holds what is another than it was; typed back, it is no change', () => {
    const draft = new InputDraft();
    expect(draft.type([['a', typed(5, 4)]])).to.equal(true);
    expect(draft.type([['a', typed(5, 5)]]), 'the same again is no step').to.equal(false);
    expect(draft.get('a')).to.include({ was: 4, value: 5 });
    expect(draft.type([['a', typed(4, 5)]]), 'what the page showed first is what it was').to.equal(true);
    expect(draft.size).to.equal(0);
    expect(draft.type([['b', typed(null)]]), 'emptied where nothing was').to.equal(false);
    expect(draft.canRedo).to.equal(false);
  });

  it('takes a paste back as one step, and gives the cells that are others again', () => {
    const draft = new InputDraft();
    draft.type([['a', typed(1)]]);
    draft.type(['a', 'b', 'c'].map((key, at) => [key, typed(at + 10)]));
    expect(draft.undo()).to.have.members(['a', 'b', 'c']);
    expect(values(draft)).to.deep.equal({ a: 1 });
    expect(draft.redo()).to.have.members(['a', 'b', 'c']);
    expect(values(draft)).to.deep.equal({ a: 10, b: 11, c: 12 });
    draft.undo();
    draft.type([['d', typed(4)]]);
    expect(draft.redo(), 'another way was taken').to.deep.equal([]);
    draft.discard();
    expect(draft.size).to.equal(0);
    draft.undo();
    expect(values(draft)).to.deep.equal({ a: 1, d: 4 });
  });

  it('keeps what could not be read as it was typed, and what was refused with the reason', () => {
    const draft = new InputDraft();
    draft.type([['a', wrong('12o')], ['b', typed(3)]]); // prettier-ignore
    draft.refuse(new Map([['b', 'Too much.'], ['z', 'Not there.']])); // prettier-ignore
    expect(draft.wrong).to.deep.equal(['a', 'b']);
    expect(draft.get('a')!.text).to.equal('12o');
    expect(draft.size).to.equal(2);
    draft.type([['a', typed(12, 1)], ['b', typed(4)]]); // prettier-ignore
    expect(draft.wrong).to.deep.equal([]);
  });

  it('goes on from what somebody else has stored, and forgets what is saved', () => {
    const draft = new InputDraft();
    draft.type([['a', typed(5, 1)], ['b', typed(6, 2)], ['c', typed(7, 3)]]); // prettier-ignore
    draft.seen('a', 9);
    draft.seen('b', 6);
    expect(draft.get('a')).to.include({ was: 9, value: 5 });
    expect(draft.get('b'), 'both mean the same').to.equal(undefined);
    draft.drop(['a']);
    expect(values(draft)).to.deep.equal({ c: 7 });
    expect(draft.canUndo, 'nothing written is taken back here').to.equal(false);
  });

  it('puts aside what has no cell any more, out of the way of the rest, and takes it back where it has one again', () => {
    const draft = new InputDraft();
    draft.type([['a', typed(1)], ['b', typed(2)], ['c', wrong('x')]]);
    expect(draft.settle((key) => key === 'a').map(({ text }) => text)).to.deep.equal(['2', 'x']);
    expect([values(draft), [...draft.stranded.keys()], draft.wrong]).to.deep.equal([{ a: 1 }, ['b', 'c'], []]);
    expect(draft.settle((key) => key !== 'c')).to.deep.equal([]);
    expect([values(draft), [...draft.stranded.keys()]]).to.deep.equal([{ a: 1, b: 2 }, ['c']]);
    draft.drop(['a', 'b']);
    expect(draft.stranded.size, 'what is saved takes nothing along').to.equal(1);
    draft.dropStranded();
    expect(draft.stranded.size).to.equal(0);
  }); // prettier-ignore

  it('comes back the whole way, and goes it again', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.uniqueArray(fc.tuple(key, fc.option(fc.nat(3))), { selector: ([each]) => each, minLength: 1 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const draft = new InputDraft();
        for (const each of steps) draft.type(each.map(([name, value]) => [name, typed(value, 1)]));
        const end = values(draft);
        expect(Object.values(end)).not.to.include(1);
        let count = 0;
        for (; draft.canUndo; count++) expect(draft.undo()).not.to.deep.equal([]);
        expect(draft.size).to.equal(0);
        for (; count > 0; count--) draft.redo();
        expect(draft.canRedo).to.equal(false);
        expect(values(draft)).to.deep.equal(end);
      }),
    );
  });
});
