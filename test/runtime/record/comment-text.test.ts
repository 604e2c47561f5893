import { expect } from 'chai';
import fc from 'fast-check';
import { namedAt, plainComment, readComment } from '../../../runtime/record/comment-text.js';

const lea = { id: '1', name: 'Lea' };
const leaChen = { id: '2', name: 'Lea Chen' };
const flat = (text: string, mentions = [lea, leaChen]) =>
  readComment(text, mentions).flatMap(({ kind, pieces }) =>
    pieces.map((piece) => `${kind === 'item' ? '- ' : ''}${piece.kind}:${piece.text}`),
  );

describe('runtime/record/comment-text', () => {
  it('reads bold, italic, code, addresses and lists', () => {
    expect(flat('**a b** and *c* `d**`')).to.deep.equal(['bold:a b', 'text: and ', 'italic:c', 'text: ', 'code:d**']);
    expect(flat('see https://a.example/x?y=1.')).to.deep.equal(['text:see ', 'link:https://a.example/x?y=1', 'text:.']);
    expect(flat('- one\n* two\nthree')).to.deep.equal(['- text:one', '- text:two', 'text:three']);
  });

  it('leaves signs alone that mark nothing', () => {
    for (const text of ['2 * 3 * 4', '**', 'a ** b', '`', '-5', 'a*', 'javascript:alert(1)', '<b>x</b>'])
      expect(flat(text)).to.deep.equal([`text:${text}`]);
  });

  it('finds mentioned people, the longer name first, and nobody else', () => {
    expect(flat('@Lea Chen and @Lea, not @Leo')).to.deep.equal([
      'mention:@Lea Chen', 'text: and ', 'mention:@Lea', 'text:, not @Leo',
    ]); // prettier-ignore
    expect(readComment('@Lea Chen', [lea, leaChen])[0]!.pieces[0]!.id).to.equal('2');
    expect(flat('@Lea', [])).to.deep.equal(['text:@Lea']);
    expect(flat('@a.b', [{ id: '3', name: 'a.b' }])).to.deep.equal(['mention:@a.b']);
  });

  it('loses nothing but the marks, whatever is written', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', ' ', '*', '`', '@', '-', '\n', 'L', 'e', 'h', ':', '/') });
    const strip = (text: string) => text.replace(/[*`\s-]/g, '');
    fc.assert(
      fc.property(letters, (text) => {
        const lines = readComment(text, [{ id: '1', name: 'Le' }]);
        expect(lines).to.have.length(text.split('\n').length);
        expect(strip(lines.flatMap((line) => line.pieces.map((piece) => piece.text)).join(''))).to.equal(strip(text));
      }),
    );
  });

  it('puts an excerpt on one line', () => {
    expect(plainComment('**Look** at:\n- a `b`')).to.equal('Look at: a b');
  });

  it('knows whether somebody is being named before the caret', () => {
    for (const [text, find] of [
      ['@', ''], ['hello @Le', 'Le'], ['hello @Lea Ch', 'Lea Ch'], ['a@b.example', undefined], ['@Lea\n', undefined],
      ['@Lea  ', undefined], ['你好，@王', '王'],
    ] as const) expect(namedAt(text, text.length)?.find, text).to.equal(find);
    expect(namedAt('@Lea is here', 4)).to.deep.equal({ start: 0, find: 'Lea' });
  }); // prettier-ignore
});
