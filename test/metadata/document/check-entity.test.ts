import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import type { FieldDocument } from '../../../metadata/schema/entity.js';
import { productRegistries } from '../../helper/context.js';
import { testDocuments } from '../../helper/model.js';

describe('document/check-entity', () => {
  let registries: Registries;
  before(async () => {
    registries = await productRegistries();
  });

  /** Findings about one more field of `customer`, as `place CODE`. */
  function findings(type: string, options: Record<string, unknown>): readonly string[] {
    const field: FieldDocument = { id: 'x', name: 'extra', type, options };
    const documents = testDocuments.map((document) =>
      document.kind === 'entity' && document.name === 'customer'
        ? { ...document, fields: [...document.fields, field] }
        : document,
    );
    return [...checkDocuments(documents, registries)].flatMap(([, problems]) =>
      problems.map(({ path, code }) => `${path.split('/').slice(3).join('/')} ${code}`),
    );
  }

  it('groups an order by one stored value of the record', () => {
    expect(findings('position', {})).to.deep.equal([]);
    expect(findings('position', { within: 'status' })).to.deep.equal([]);
    expect(findings('position', { within: 'region' })).to.deep.equal([]);
    expect(findings('position', { within: 'orders' })).to.deep.equal(['options/within NOT_STORED']);
    expect(findings('position', { within: 'gone' })).to.deep.equal(['options/within UNKNOWN_FIELD']);
  });

  it('links to records of entities that are there', () => {
    expect(findings('anyLookup', { targets: ['order', 'contact'] })).to.deep.equal([]);
    expect(findings('anyLookup', { targets: ['order', 'gone'] })).to.deep.equal(['options/targets/1 UNKNOWN_ENTITY']);
  });

  it('keeps the columns of what the platform adds apart from those of own fields', () => {
    const words = (features: object, column: string) => {
      const field: FieldDocument = { id: 'x', name: 'words', column, type: 'text' };
      const documents = testDocuments.map((document) =>
        document.kind === 'entity' && document.name === 'customer'
          ? { ...document, features, fields: [...document.fields, field] }
          : document,
      );
      return [...checkDocuments(documents, registries).values()].flat().map(({ code }) => code);
    };
    expect(words({ tags: true }, 'tags')).to.deep.equal(['COLUMN_TAKEN']);
    expect(words({}, 'tags')).to.deep.equal([]);
    expect(words({ tags: true }, 'words')).to.deep.equal([]);
    expect(words({}, 'owner')).to.deep.equal(['COLUMN_TAKEN']);
  });

  it('fits the result of a roll-up to what it is made of', () => {
    const figure = (options: Record<string, unknown>) =>
      findings('rollUp', { relation: 'orders', result: 'number', ...options });
    expect(figure({ aggregate: 'count' })).to.deep.equal([]);
    expect(figure({ aggregate: 'count', field: 'number' })).to.deep.equal(['options/field ROLL_UP_FIELD']);
    expect(figure({ aggregate: 'count', by: 'ordered_on' })).to.deep.equal(['options/by ROLL_UP_ORDER']);
    expect(figure({ aggregate: 'sum', field: 'discount', result: 'text' })).to.deep.equal([
      'options/result ROLL_UP_RESULT',
    ]);
    expect(figure({ aggregate: 'sum', field: 'number' })).to.deep.equal(['options/field ROLL_UP_FIELD']);
    const today = { field: 'ordered_on', op: 'eq', value: { relative: 'today' } };
    expect(figure({ aggregate: 'count', where: today })).to.deep.equal(['options/where ROLL_UP_UNSTEADY']);
  });
});
