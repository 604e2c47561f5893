import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFilterShape, openFilter, writeFilter } from '../../../designer/inspector/filter-value.js';
import { isObject } from '../../../designer/json/schema-walk.js';
import type { Filter } from '../../../metadata/schema/query.js';
import { addAt, changeAt, type FilterNode, type GroupNode } from '../../../runtime/list/build/filter-tree.js';

const plugins = join(import.meta.dirname, '../../../plugins');
const documents = readdirSync(plugins, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)metadata\/.*\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(plugins, file), 'utf8')) as unknown);

/** Every object that says what a filter says, wherever it stands. */
function filtersIn(value: unknown): readonly Filter[] {
  if (Array.isArray(value)) return value.flatMap(filtersIn);
  if (!isObject(value)) return [];
  return isFilterShape(value) ? [value] : Object.values(value).flatMap(filtersIn);
}

const leaf = (value: unknown, op = 'eq') => ({ field: 'level', op, value }) as Filter;
const set = (value: unknown) => (node: FilterNode) =>
  node.kind === 'leaf' ? { ...node, draft: { ...node.draft, value } } : node;
const changed = (filter: unknown, change: (root: GroupNode) => GroupNode) => {
  const edit = openFilter(filter)!;
  return writeFilter({ ...edit, root: change(edit.root) });
};

describe('designer/inspector/filter-value', () => {
  it('gives back every filter of every shipped document as it was', () => {
    const shipped = documents.flatMap(filtersIn);
    expect(shipped.length).to.be.greaterThan(300);
    for (const filter of shipped) {
      const { filter: written } = writeFilter(openFilter(filter)!);
      expect(JSON.stringify(written)).to.equal(JSON.stringify(filter));
    }
  });

  it('gives back what the builder of lists would write otherwise', () => {
    const odd = [
      leaf(null), leaf([], 'in'), leaf({ relative: 'lastDays', n: 3 }, 'between'), leaf({ expr: 'user.id' }, 'ne'), { or: [] }, { and: [] },
      { ...leaf({ parameter: 'p' }), whenEmpty: 'none' }, { not: { or: [leaf('A')] } }, { some: 'orders', where: leaf('A') }, { memberOf: '01HZZZZZZZZZZZZZZZZZZZZZZZ' },
      { shared: 'read', along: 'order' }, { measure: { relation: 'orders', aggregate: 'avg', field: 'total' }, op: 'gt', value: { parameter: 'p' } },
    ] as readonly Filter[]; // prettier-ignore
    for (const filter of odd)
      expect(writeFilter(openFilter(filter)!), JSON.stringify(filter)).to.deep.equal({ whole: true, filter });
  });

  it('changes one condition and leaves its neighbours as they are written', () => {
    const others = [leaf(null), { not: { or: [leaf('B')] } }] as readonly Filter[];
    const { filter } = changed({ and: [leaf('A'), ...others] }, (root) => changeAt(root, [0], set('C')));
    expect(filter).to.deep.equal({ and: [leaf('C'), ...others] });
  });

  it('stays one condition when one condition is changed, and becomes a group with a second', () => {
    expect(changed(leaf('A'), (root) => changeAt(root, [0], set('C'))).filter).to.deep.equal(leaf('C'));
    const more = changed(leaf('A'), (root) => addAt(root, [], { kind: 'segment', name: 'late' }));
    expect(more.filter).to.deep.equal({ and: [leaf('A'), { segment: 'late' }] });
    expect(changed(leaf('A'), (root) => changeAt(root, [0], () => undefined))).to.deep.equal({ whole: true });
  });

  it('waits for what is missing, a parameter or a formula too', () => {
    for (const value of [null, [], { parameter: '' }, { expr: ' ' }])
      expect(changed(leaf('A'), (root) => changeAt(root, [0], set(value))), JSON.stringify(value)).to.deep.equal({ whole: false }); // prettier-ignore
    const asked = changed({ ...leaf('A'), whenEmpty: 'none' }, (root) =>
      changeAt(root, [0], set({ parameter: 'level' })),
    );
    expect(asked.filter).to.deep.equal({ ...leaf({ parameter: 'level' }), whenEmpty: 'none' });
    const range = changed(leaf([1, 2], 'between'), (root) => changeAt(root, [0], set({ parameter: 'period' })));
    expect(range.filter).to.deep.equal(leaf({ parameter: 'period' }, 'between'));
  });

  it('does not read what is no filter', () => {
    for (const value of [null, 'own', [], { and: 'a' }, { field: 'a', op: 'like' }, { and: [{ wrong: 1 }] }, { ...leaf('A'), note: 'x' }])
      expect(openFilter(value), JSON.stringify(value)).to.equal(undefined); // prettier-ignore
  });
});
