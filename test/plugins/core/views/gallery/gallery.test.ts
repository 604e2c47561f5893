import { expect } from 'chai';
import fc from 'fast-check';
import { nextPlace } from '../../../../../plugins/core/views/gallery/grid-moves.js';
import { definition } from '../../../../../plugins/core/views/gallery/schema.js';

describe('views/gallery/grid-moves', () => {
  it('goes in two dimensions, to the last card where nothing stands right below', () => {
    // 0 1 2
    // 3 4 5
    // 6
    const go = (key: string, at: number) => nextPlace(key, at, 3, 7);
    expect(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'].map((key) => go(key, 4))).to.deep.equal([5, 3, 1, 6]);
    expect([go('ArrowDown', 3), go('ArrowDown', 5), go('ArrowDown', 6)]).to.deep.equal([6, 6, undefined]);
    expect([go('ArrowRight', 2), go('ArrowRight', 6), go('ArrowLeft', 0)]).to.deep.equal([3, undefined, undefined]);
    expect([go('Home', 5), go('End', 3), go('End', 6), go('PageUp', 6), go('PageDown', 0)]).to.deep.equal([3, 5, undefined, 0, 6]); // prettier-ignore
    expect(go('x', 3)).to.equal(undefined);
  });

  it('never leaves the cards, and every card is reached by arrows from the first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 60 }), (columns, count) => {
        const seen = new Set([0]);
        const open = [0];
        for (let at = open.pop(); at !== undefined; at = open.pop()) {
          for (const key of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft']) {
            const next = nextPlace(key, at, columns, count);
            if (next === undefined || seen.has(next)) continue;
            expect(next).to.be.within(0, count - 1);
            seen.add(next);
            open.push(next);
          }
        }
        expect(seen.size).to.equal(count);
      }),
    );
  });
});

describe('views/gallery/schema', () => {
  it('asks for the list’s columns unless cards are stated, and for its accent', () => {
    const columns = ['name', 'a', 'b', 'kind', 'c', 'd', 'e', 'f'];
    expect(definition.needs({ accent: 'kind' }, columns).fields).to.deep.equal(['kind', 'a', 'b', 'c', 'd', 'e']);
    expect(definition.needs({ cards: ['x.y'] }, columns).fields).to.deep.equal(['x.y']);
  });

  it('takes no look-up and no list for its accent', () => {
    const fields = new Map([
      ['kind', { valueType: 'text', dictionary: 'kinds' }],
      ['owner', { valueType: 'text', target: 'user' }],
      ['tags', { valueType: 'list' }],
    ]);
    const codes = (accent: string) => definition.check!({ accent }, { fields } as never).map(({ code }) => code);
    expect([codes('kind'), codes('owner'), codes('tags')]).to.deep.equal([[], ['BAD_GALLERY_ACCENT'], ['BAD_GALLERY_ACCENT']]); // prettier-ignore
  });
});
