import { expect } from 'chai';
import type { EntityDocument, FieldDocument } from '../../../metadata/schema/entity.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { planRelease } from '../../../server/releases/plan.js';
import { createTestRegistries } from '../../metadata/document/registries.js';
import { sample, sampleDocuments, ulid } from '../../metadata/document/samples.js';

const registries = createTestRegistries();
const plan = (current: readonly Document[], next: readonly Document[], earlier: readonly EntityDocument[] = []) =>
  planRelease({ current, next, registries, earlier });
const steps = (...input: Parameters<typeof plan>) => plan(...input).steps.map((step) => step.id);

const entity = (fields: readonly FieldDocument[], rest: Partial<EntityDocument> = {}): EntityDocument => ({
  kind: 'entity',
  id: ulid(1),
  name: 'thing',
  schema: 1,
  nameExpression: 'name',
  fields: [...fields],
  ...rest,
});
const name: FieldDocument = { id: 'f1', name: 'name', type: 'text', options: { length: 40 } };
const users = sampleDocuments.filter((document) => ['user', 'department'].includes(document.name));

describe('releases/plan', () => {
  it('makes a table per entity with system columns, companions and the deletion mark', () => {
    const { steps: made } = plan(users, [...users, entity([{ ...name, sortable: true }], { owner: 'user' })]);
    const [create] = made;
    expect(create).to.include({ id: 'createTable d_thing', action: 'createTable' });
    const columns = (create as { columns: readonly { name: string }[] }).columns.map((column) => column.name);
    expect(columns).to.deep.equal([
      'id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'owner', 'name', 'name_k', 'deleted_at',
    ]); // prettier-ignore
    expect(made.slice(1).map((step) => step.id)).to.have.members([
      'addIndex i_d_thing_created_at', 'addIndex i_d_thing_updated_at', 'addIndex i_d_thing_owner',
    ]); // prettier-ignore
  });

  it('plans nothing for the same documents, whatever their order', () => {
    const same = plan(sampleDocuments, structuredClone([...sampleDocuments].reverse()));
    expect(same.steps).to.deep.equal([]);
    expect(same.changes).to.deep.equal([]);
  });

  it('gives the same hash for the same plan and another for another', () => {
    const next = [...users, entity([name])];
    expect(plan(users, next).hash).to.equal(plan(users, structuredClone(next)).hash);
    expect(plan(users, next).hash).not.to.equal(plan(users, users).hash);
  });

  it('adds a column, fills a literal default, makes its index last', () => {
    const field: FieldDocument = { id: 'f2', name: 'rank', type: 'integer', default: 3, index: true };
    expect(steps([entity([name])], [entity([name, field])])).to.deep.equal([
      'addColumn d_thing.rank', 'fillDefault d_thing.rank', 'addIndex i_d_thing_rank',
    ]); // prettier-ignore
  });

  it('computes companions when a field becomes searchable, and local dates when the zone changes', () => {
    expect(steps([entity([name])], [entity([{ ...name, searchable: true }])])).to.deep.equal([
      'addColumn d_thing.name_k', 'fillCompanions d_thing.name',
    ]); // prettier-ignore
  });

  it('needs no step for labels, forms, views and other documents', () => {
    const current = sampleDocuments;
    const next = current.map((document) => (document.kind === 'entity' ? { ...document, label: 'New' } : document));
    const planned = plan(current, next);
    expect(planned.steps).to.deep.equal([]);
    expect(planned.changes).to.have.length(5);
    expect(planned.changes[0]!.details[0]!.words).to.contain('label');
  });

  it('asks consent for a field that goes, keeps its column, and drops its index after the switch', () => {
    const field: FieldDocument = { id: 'f2', name: 'code', type: 'text', unique: true };
    for (const fields of [[name], [name, { ...field, archived: true }]]) {
      const planned = plan([entity([name, field])], [entity(fields)]);
      expect(planned.steps.map((step) => step.id)).to.deep.equal(['archive d_thing.code', 'dropIndex u_d_thing_code']);
      expect(planned.lossy).to.equal(true);
      expect(planned.consents.map((consent) => consent.id)).to.deep.equal(['field thing.code']);
    }
  });

  it('asks consent for an entity that goes', () => {
    const planned = plan([...users, entity([name])], users);
    expect(planned.steps.map((step) => step.id)).to.deep.equal(['archive d_thing']);
    expect(planned.consents.map((consent) => consent.id)).to.deep.equal(['entity thing']);
  });

  it('takes a field up again with its values, and refuses its column to another field', () => {
    const gone = entity([name, { id: 'f2', name: 'code', type: 'text', default: 'x' }]);
    expect(steps([entity([name])], [gone], [gone])).to.deep.equal([]);
    const other = plan([entity([name])], [entity([name, { id: 'f3', name: 'code', type: 'text' }])], [gone]);
    expect(other.problems.map((problem) => problem.code)).to.deep.equal(['COLUMN_TAKEN']);
  });

  it('takes an entity up again: its table is there', () => {
    const gone = entity([name]);
    const again = entity([name, { id: 'f2', name: 'rank', type: 'integer' }]);
    expect(steps([], [again], [gone]))
      .to.include('addColumn d_thing.rank')
      .and.not.include('createTable d_thing');
  });

  const refused: readonly [string, FieldDocument, FieldDocument, string][] = [
    ['another type', { id: 'f2', name: 'x', type: 'text' }, { id: 'f2', name: 'x', type: 'integer' }, 'TYPE_CHANGED'],
    ['a shorter text', { id: 'f2', name: 'x', type: 'text', options: { length: 80 } }, { id: 'f2', name: 'x', type: 'text', options: { length: 20 } }, 'SHRINK'],
    ['a renamed field without its column', { id: 'f2', name: 'x', type: 'text' }, { id: 'f2', name: 'y', type: 'text' }, 'COLUMN_CHANGED'],
  ]; // prettier-ignore
  for (const [what, before, after, code] of refused) {
    it(`refuses ${what} with a clear problem`, () => {
      const { problems } = plan([entity([name, before])], [entity([name, after])]);
      expect(problems.map((problem) => [problem.document, problem.code])).to.deep.equal([['entity/thing', code]]);
    });
  }

  it('widens text, and lets a field be renamed that keeps its column', () => {
    const before = entity([name, { id: 'f2', name: 'x', type: 'text', options: { length: 20 } }]);
    const wider = entity([name, { id: 'f2', name: 'x', type: 'text', options: { length: 90 } }]);
    expect(steps([before], [wider])).to.deep.equal(['widenColumn d_thing.x']);
    const renamed = entity([name, { id: 'f2', name: 'y', column: 'x', type: 'text', options: { length: 20 } }]);
    expect(steps([before], [renamed])).to.deep.equal([]);
  });

  it('refuses rows wider than MySQL can keep', () => {
    const many = Array.from({ length: 140 }, (_, i) => ({ id: `g${i}`, name: `g${i}`, type: 'text' }));
    expect(plan([], [entity([name, ...many])]).problems.map((problem) => problem.code)).to.deep.equal(['ROW_TOO_WIDE']);
  });

  it('tells changes of a document by item', () => {
    const view = sample('view', 'order_all');
    view.columns.push({ path: 'discount' });
    const [change] = plan([sample('view', 'order_all')], [view]).changes;
    expect(change!.details.map((detail) => detail.words)).to.deep.equal(['column "discount" was added']);
  });
});
