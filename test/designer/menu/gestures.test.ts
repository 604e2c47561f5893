import { expect } from 'chai';
import fc from 'fast-check';
import { besideEntry, entriesIn, findRow, freeEntryId, homeOperation, insertEntry, menuFor, menuRows, moveEntry, placeBeside, placeBeyond, placeOver, removeEntry } from '../../../designer/menu/gestures.js'; // prettier-ignore
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import type { MenuDocument, MenuEntry } from '../../../metadata/schema/app.js';
import { goesThereAndBack } from '../edits.js';

const list = (id: string, more: object = {}) => ({ id, type: 'list', entity: id, ...more }) as MenuEntry;
const group = (id: string, ...entries: MenuEntry[]) => ({ id, type: 'group', label: id, entries }) as MenuEntry;
const menu = (...entries: MenuEntry[]) =>
  ({ kind: 'menu', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'm', schema: 1, label: 'M', entries }) as MenuDocument;
const start = () => menu(list('a'), group('g', list('b'), list('c')), group('h', group('i', list('d'))), list('e'));
const after = <T>(document: T, operation: Operation | undefined): T => applyOperation(document, operation!).document;
/** `a g(b c)`. */
const shape = (holder: unknown): string =>
  entriesIn(holder).map((entry) => (entry.type === 'group' ? `${entry.id}(${shape(entry)})` : entry.id)).join(' '); // prettier-ignore

describe('designer/menu gestures', () => {
  it('puts entries in and moves them from list to list', () => {
    expect(shape(after(start(), insertEntry(start(), list('x'), { holder: 'g', after: 'b' })))).to.equal('a g(b x c) h(i(d)) e'); // prettier-ignore
    expect(shape(after(start(), moveEntry(start(), 'e', { holder: 'i', after: null })))).to.equal('a g(b c) h(i(e d))');
    expect(shape(after(start(), moveEntry(start(), 'c', { holder: 'g', after: null })))).to.equal('a g(c b) h(i(d)) e');
    expect(shape(after(start(), moveEntry(start(), 'g', { holder: 'h', after: 'i' })))).to.equal('a h(i(d) g(b c)) e');
  });

  it('leaves what stands there already, and no group in itself', () => {
    for (const after_ of ['b', 'c']) expect(moveEntry(start(), 'c', { holder: 'g', after: after_ })).to.equal(undefined); // prettier-ignore
    for (const holder of ['h', 'i']) expect(moveEntry(start(), 'h', { holder, after: null })).to.equal(undefined);
    const full = menu(group('g', ...Array.from({ length: 60 }, (_, i) => list(`n${i}`))), list('a'));
    expect(moveEntry(full, 'a', { holder: 'g', after: null })).to.equal(undefined);
    expect(insertEntry(full, list('x'), { holder: 'g', after: null })).to.equal(undefined);
  });

  it('steps by keys over the edges of groups', () => {
    const move = (id: string, way: Parameters<typeof placeBeyond>[2]) => {
      const place = placeBeyond(start(), id, way);
      return place && shape(after(start(), moveEntry(start(), id, place)));
    };
    expect(move('a', 'down')).to.equal('g(a b c) h(i(d)) e');
    expect(move('b', 'up')).to.equal('a b g(c) h(i(d)) e');
    expect(move('c', 'down')).to.equal('a g(b) c h(i(d)) e');
    expect(move('g', 'down')).to.equal('a h(i(d)) g(b c) e');
    expect(move('e', 'in')).to.equal('a g(b c) h(i(d) e)');
    expect(move('d', 'out')).to.equal('a g(b c) h(i() d) e');
    expect(move('a', 'up')).to.equal(undefined);
    expect(move('e', 'down')).to.equal(undefined);
  });

  it('finds the place by the part of a row, and beside what is selected', () => {
    const row = findRow(start(), 'c')!;
    const siblings = entriesIn(findRow(start(), 'g')!.entry);
    expect(placeOver(row, siblings, 0.2)).to.deep.equal({ holder: 'g', after: 'b' });
    expect(placeOver(row, siblings, 0.8)).to.deep.equal({ holder: 'g', after: 'c' });
    expect(placeOver(findRow(start(), 'g')!, entriesIn(start()), 0.6)).to.deep.equal({ holder: 'g', after: null });
    expect(placeBeside(start(), 'g')).to.deep.equal({ holder: 'g', after: 'c' });
    expect(placeBeside(start(), undefined)).to.deep.equal({ holder: undefined, after: 'e' });
    expect(freeEntryId(start(), 'a')).to.equal('a_2');
  });

  it('takes the first page back with the entry, also in a group', () => {
    const homed = after(start(), homeOperation(start(), 'd'));
    expect(homed.home).to.equal('d');
    expect(after(homed, removeEntry(homed, 'h'))).not.to.have.property('home');
    expect(after(homed, removeEntry(homed, 'a')).home).to.equal('d');
    expect(after(homed, homeOperation(homed, 'd'))).not.to.have.property('home');
    expect([besideEntry(start(), 'b'), besideEntry(start(), 'c'), besideEntry(start(), 'd')]).to.deep.equal(['c', 'b', 'i']); // prettier-ignore
  });

  it('shows a role what it may open', () => {
    const held = menu(list('a', { audience: { roles: ['sales'] } }), { id: 's', type: 'separator' }, group('g', list('b')), { id: 't', type: 'separator' }); // prettier-ignore
    const seen = (role: string | undefined, ...readable: string[]) =>
      shape(menuFor(held, { role, mayRead: (entity) => readable.includes(entity) }));
    expect(seen('sales', 'a')).to.equal('a');
    expect(seen('service', 'a', 'b')).to.equal('g(b)');
    expect(seen(undefined, 'a', 'b')).to.equal('a s g(b)');
  });

  it('goes there and back over thirty edits', () => {
    const nothing: Operation = { op: 'group', operations: [] };
    const pick = (document: unknown, at: number) => {
      const rows = menuRows(document);
      return rows[at % Math.max(1, rows.length)]?.entry.id ?? '';
    };
    const edit = fc.oneof(
      fc.tuple(fc.nat(20), fc.constantFrom('up', 'down', 'in', 'out' as const)).map(([at, way]) => (document: unknown) => {
        const id = pick(document, at);
        const place = placeBeyond(document, id, way);
        return (place && moveEntry(document, id, place)) ?? nothing;
      }),
      fc.tuple(fc.nat(20), fc.nat(20)).map(([at, to]) => (document: unknown) => moveEntry(document, pick(document, at), placeBeside(document, pick(document, to))) ?? nothing),
      fc.nat(20).map((at) => (document: unknown) => insertEntry(document, group(freeEntryId(document, 'n')), placeBeside(document, pick(document, at))) ?? nothing),
      fc.nat(20).map((at) => (document: unknown) => removeEntry(document, pick(document, at)) ?? nothing),
      fc.nat(20).map((at) => (document: unknown) => homeOperation(document, pick(document, at))),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(start(), edits)),
      { numRuns: 30 },
    );
  });
});
