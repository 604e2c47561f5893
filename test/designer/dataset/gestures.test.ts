/** Edits of datasets, what a preview of a step asks for, where parameters are read. */
import { expect } from 'chai';
import fc from 'fast-check';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { Query } from '../../../metadata/schema/query.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { partAt, partOperation, queryOf, type DatasetPart } from '../../../designer/dataset/dataset-part.js';
import { addSelect, addTransform, freeColumn, moveSelect, moveTransform, putStep, readEntity, removeSelect, setFilter, setLimit, setSelect, setSort, setTransform, summarise, takeStep, unsummarise } from '../../../designer/dataset/gestures.js'; // prettier-ignore
import { parameterUses } from '../../../designer/dataset/parameter-uses.js';
import { columnsOfQuery, stepsOf, upTo } from '../../../designer/dataset/steps.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const find = (type: string) => registries.transform.find(type);
const query: Query = {
  entity: 'order_line',
  select: [{ path: 'order.ordered_on', grain: 'month', as: 'month' }, { path: 'order.region.name', as: 'region' }, { path: 'amount', aggregate: 'sum', as: 'total' }],
  where: { and: [{ field: 'order.status', op: 'ne', value: 'cancelled' }, { field: 'order.ordered_on', op: 'gte', value: { parameter: 'from' } }] },
  having: { field: 'total', op: 'gt', value: { expr: '$least * 2' } },
  sort: [{ by: 'total', descending: true }],
  limit: 5,
}; // prettier-ignore
const part: DatasetPart = {
  source: { type: 'query', query },
  transforms: [{ type: 'bucket', options: { field: 'total', as: 'class', step: 100 } }, { type: 'formula', options: { as: 'twice', expression: 'total * 2' } }],
}; // prettier-ignore
const queryUpTo = (id: string) => queryOf(upTo(part, id, ['name']))!;

describe('designer/dataset/steps', () => {
  it('tells a dataset as steps, and of other sources that one alone', () => {
    expect(stepsOf(part).map(({ id }) => id)).to.deep.equal(['source', 'filter', 'summary', 'having', 'sort', 'limit', 'transform:0', 'transform:1']); // prettier-ignore
    expect(stepsOf({ source: { type: 'sql', sql: 'select 1 as n' } }).map(({ id }) => id)).to.deep.equal(['source']);
    expect(stepsOf({ source: { type: 'query' } as never }).map(({ id }) => id), 'half written').to.deep.equal(['source']); // prettier-ignore
  });

  it('asks for a preview of each step what has been done until then, and no more', () => {
    expect(queryUpTo('source')).to.deep.equal({ entity: 'order_line', select: ['name', 'order.ordered_on', 'order.region.name', 'amount', 'order.status'].map((path) => ({ path })) }); // prettier-ignore
    expect(queryUpTo('filter')).to.have.all.keys('entity', 'select', 'where');
    const { select, where, having, sort } = query;
    expect(queryUpTo('summary')).to.deep.equal({ entity: 'order_line', select, where });
    expect(queryUpTo('having')).to.deep.equal({ entity: 'order_line', select, where, having });
    expect(queryUpTo('sort')).to.deep.equal({ entity: 'order_line', select, where, having, sort });
    expect(upTo(part, 'limit')).to.deep.equal({ source: part.source });
    expect(upTo(part, 'transform:0').transforms).to.deep.equal(part.transforms!.slice(0, 1));
    expect(upTo(part, 'transform:1')).to.deep.equal(part);
  });

  it('finds the steps that read a parameter: values, formulas, SQL, what is given to others', () => {
    const uses = parameterUses(part);
    expect([...uses].flatMap(([id, names]) => [...names].map((name) => `${id} ${name}`))).to.deep.equal(['filter from', 'having least']); // prettier-ignore
    expect([...parameterUses({ source: { type: 'sql', sql: "select 1 as n where ':no' = :yes" } }).get('source')!]).to.deep.equal(['yes']); // prettier-ignore
    expect([...parameterUses({ source: { type: 'dataset', name: 'x', parameters: { a: 'addDays($day, 1)' } } }).get('source')!]).to.deep.equal(['day']); // prettier-ignore
  });
});

describe('designer/dataset/gestures', () => {
  it('names columns after what they are, each name once', () => {
    expect(freeColumn({ path: 'order.region.name' }, [])).to.equal('region');
    expect(freeColumn({ path: 'order.region.name' }, ['region'])).to.equal('region_name');
    expect(freeColumn({ path: 'ordered_on', grain: 'month' }, [])).to.equal('month');
    expect(freeColumn({ path: 'ordered_on', grain: 'month' }, ['month'])).to.equal('ordered_on_month');
    expect(freeColumn({ path: 'amount', aggregate: 'sum' }, ['amount_sum'])).to.equal('amount_sum_2');
    expect(freeColumn({ aggregate: 'count' }, [])).to.equal('count');
  });

  it('builds orders by month and region with their total, the first 5, from nothing', () => {
    const steps: readonly ((part: DatasetPart) => DatasetPart)[] = [
      summarise,
      (at) => addSelect(at, { path: 'ordered_on', grain: 'month' }),
      (at) => addSelect(at, { path: 'region.name' }),
      (at) => addSelect(at, { path: 'total', aggregate: 'sum' }),
      (at) => removeSelect(at, 2),
      (at) => setSort(at, [{ by: 'total_sum', descending: true }]),
      (at) => setLimit(at, 5),
    ];
    const made = steps.reduce((at, step) => step(at), readEntity('order', [{ path: 'number' }]));
    expect(queryOf(made)).to.deep.equal({
      entity: 'order',
      select: [{ path: 'ordered_on', grain: 'month', as: 'month' }, { path: 'region.name', as: 'region' }, { path: 'total', aggregate: 'sum', as: 'total_sum' }],
      sort: [{ by: 'total_sum', descending: true }],
      limit: 5,
    }); // prettier-ignore
  });

  it('renames a column wherever it is named, and takes the order out with it', () => {
    const next = setSelect(part, 2, { path: 'amount', aggregate: 'sum', as: 'sales' }, find);
    expect(queryOf(next)).to.deep.include({ sort: [{ by: 'sales', descending: true }], having: { ...query.having, field: 'sales' } }); // prettier-ignore
    expect(next.transforms![0]!.options).to.include({ field: 'sales' });
    expect(next.transforms![1], 'a formula is written by hand').to.deep.equal(part.transforms![1]);
    expect(queryOf(removeSelect(part, 2))).not.to.have.property('sort');
    expect(removeSelect(readEntity('a', [{ path: 'x' }]), 0), 'the last one stays').to.deep.equal(readEntity('a', [{ path: 'x' }])); // prettier-ignore
  });

  it('switches a step off and on again where it was', () => {
    for (const { id } of stepsOf(part)) {
      const taken = takeStep(part, id);
      if (id === 'source' || id === 'summary') expect(taken, id).to.equal(undefined);
      else {
        expect(stepsOf(taken!.part), id).to.have.length(stepsOf(part).length - 1);
        expect(putStep(taken!.part, taken!.kept), id).to.deep.equal(part);
      }
    }
  });

  it('30 random edits, taken back and done again, give equal documents that all pass the schema', () => {
    const validator = createDocumentValidator(registries, createAjvChecker());
    const path = fc.constantFrom('amount', 'order.region.name', 'order.ordered_on', 'product');
    const n = fc.nat(5);
    const edits: readonly fc.Arbitrary<(part: DatasetPart) => DatasetPart | undefined>[] = [
      path.map((path) => (at) => addSelect(at, { path })),
      fc.tuple(path, fc.constantFrom('sum' as const, 'max' as const)).map(([path, aggregate]) => (at) => addSelect(at, { path, aggregate })),
      n.map((index) => (at) => removeSelect(at, index)),
      fc.tuple(n, fc.constantFrom(-1 as const, 1 as const)).map(([index, by]) => (at) => moveSelect(at, index, by)),
      fc.tuple(n, fc.constantFrom('one', 'two')).map(([index, as]) => (at) => { const select = queryOf(at)?.select[index]; return select && !columnsOfQuery(queryOf(at)!).includes(as) ? setSelect(at, index, { ...select, as }, find) : undefined; }),
      n.map((index) => (at) => { const by = columnsOfQuery(queryOf(at)!)[index]; return by === undefined ? undefined : setSort(at, [{ by, descending: true }]); }),
      fc.option(fc.constant({ field: 'product', op: 'isNotNull' as const }), { nil: undefined }).map((filter) => (at) => setFilter(at, 'where', filter)),
      fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }).map((limit) => (at) => setLimit(at, limit, limit && limit % 2)),
      fc.constant(summarise),
      fc.constant((at: DatasetPart) => unsummarise(at, [{ path: 'product' }])),
      fc.constantFrom('bucket', 'formula').map((type) => (at) => addTransform(at, { type, options: type === 'bucket' ? { field: 'amount', as: 'c', step: 1 } : { as: 'f', expression: '1 + 1' } })),
      n.map((index) => (at) => setTransform(at, index, { type: 'formula', options: { as: 'g', expression: '2' } })),
      fc.tuple(n, fc.constantFrom(-1 as const, 1 as const)).map(([index, by]) => (at) => moveTransform(at, index, by)),
      fc.constantFrom('filter', 'sort', 'limit', 'transform:0', 'transform:1').map((id) => (at) => takeStep(at, id)?.part),
      fc.constantFrom('sort', 'limit', 'transform:0').map((id) => (at) => { const taken = takeStep(at, id); return taken && putStep(taken.part, taken.kept); }),
    ]; // prettier-ignore
    const at = fc.constantFrom([], ['datasets', { name: 'S' }]);
    let made = 0;
    fc.assert(
      fc.property(fc.array(fc.oneof(...edits), { minLength: 30, maxLength: 30 }), at, (thirty, place) => {
        const begin = { ...readEntity('order_line', [{ path: 'product', as: 'product' }]) };
        const start: unknown = place.length === 0
          ? { kind: 'dataset', id: '01KAJ0QX00REVENVE000000001', name: 'd', schema: 1, ...begin }
          : { kind: 'report', id: '01KAJ0QX00REVENVE000000001', name: 'r', schema: 1, datasets: [{ name: 'R', source: begin.source }, { name: 'S', ...begin }], sheet: { cells: {} } };
        const states = [start];
        const back: Operation[] = [];
        for (const edit of thirty) {
          const document = states.at(-1)!;
          const next = edit(partAt(document, place)!);
          const operation = next && partOperation(document, place, next);
          if (!operation) continue;
          const applied = applyOperation(document, operation);
          expect(partAt(applied.document, place)).to.deep.equal(next);
          const read = validator.read(applied.document);
          expect('problems' in read ? read.problems : []).to.deep.equal([]);
          const { select, sort = [] } = queryOf(next)!;
          const names = columnsOfQuery({ select });
          expect(new Set(names).size, 'names once').to.equal(names.length);
          for (const { by } of sort) expect(names).to.include(by);
          states.push(applied.document);
          back.push(applied.inverse);
          made++;
        }
        const forth: Operation[] = [];
        let document = states.at(-1)!;
        for (const [index, inverse] of [...back.entries()].reverse()) {
          const applied = applyOperation(document, inverse);
          document = applied.document;
          forth.push(applied.inverse);
          expect(document).to.deep.equal(states[index]);
        }
        for (const operation of forth.reverse()) document = applyOperation(document, operation).document;
        expect(document).to.deep.equal(states.at(-1));
      }),
      { numRuns: 25 },
    ); // prettier-ignore
    expect(made).to.be.greaterThan(200);
  });
});
