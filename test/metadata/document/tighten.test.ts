import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonSchema } from '../../../metadata/contributions.js';
import { tighten } from '../../../metadata/document/tighten.js';
import { closed } from '../../../metadata/schema/common.js';
import { MenuEntrySchema, ScopeSchema } from '../../../metadata/schema/app.js';
import { FormNodeSchema } from '../../../metadata/schema/entity.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';

const schema = (source: object) => source as JsonSchema;

describe('document/tighten', () => {
  it('turns a union by tag into an enum and one condition per tag', () => {
    const union = Type.Union([
      closed({ type: Type.Literal('a'), x: Type.Number() }),
      closed({ type: Type.Literal('b'), y: Type.Number() }),
    ]);
    const tight = tighten(schema(union));
    expect(tight).to.include({ type: 'object' });
    expect(tight['properties']).to.deep.equal({ type: { enum: ['a', 'b'] } });
    expect(tight['allOf']).to.have.length(2);
  });

  it('turns a union by own key into a chain that ends with the keys there are', () => {
    const union = Type.Union([closed({ and: Type.Array(Type.String()) }), closed({ not: Type.String() })]);
    expect(tighten(schema(union))['else']).to.deep.include({ else: { not: {}, $comment: 'and not' } });
  });

  it('merges constants and separates types', () => {
    expect(tighten(schema(Type.Union([Type.Literal('a'), Type.Literal('b')])))).to.deep.equal({ enum: ['a', 'b'] });
    expect(tighten(schema(Type.Union([Type.Null(), Type.Number()])))).to.deep.equal({ type: ['null', 'number'] });
  });

  it('hoists definitions, and keeps two of one name apart', () => {
    const module = (type: 'string' | 'number') =>
      Type.Module({
        T: Type.Object({ v: type === 'string' ? Type.String() : Type.Number(), t: Type.Optional(Type.Ref('T')) }),
      }).Import('T');
    const tight = tighten(schema(Type.Object({ a: module('string'), b: module('number'), c: module('string') })));
    expect(Object.keys(tight['$defs'] as object)).to.deep.equal(['T', 'T2']);
    const check = createAjvChecker()(tight);
    expect(check({ a: { v: 'x', t: { v: 'y' } }, b: { v: 1 }, c: { v: 'z' } })).to.deep.equal([]);
    expect(check({ a: { v: 'x', t: { v: 1 } }, b: { v: 1 }, c: { v: 'z' } }).map((issue) => issue.path)).to.include(
      '/a/t/v',
    );
  });

  it('closes records whose keys must match, and reads tuples', () => {
    const tight = tighten(
      schema(Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.Tuple([Type.Number(), Type.String()]))),
    );
    const check = createAjvChecker()(tight);
    expect(check({ a: [1, 'x'] })).to.deep.equal([]);
    for (const wrong of [{ A: [1, 'x'] }, { a: [1] }, { a: [1, 'x', 2] }, { a: ['x', 1] }]) {
      expect(check(wrong)).not.to.deep.equal([]);
    }
  });

  it('lets through exactly what the loose schema lets through', () => {
    const leaf = fc.constantFrom<unknown>('a', 'name', 'own', 'eq', 1, null, true, [], ['a'], {});
    const key = fc.constantFrom(
      'id',
      'type',
      'label',
      'nodes',
      'entries',
      'field',
      'op',
      'value',
      'and',
      'not',
      'entity',
      'text',
    );
    const type = fc.constantFrom('tab', 'section', 'field', 'text', 'group', 'list', 'separator', 'nope');
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 2 }), tie('node'), tie('any')),
      node: fc.record(
        { id: fc.constant('n1'), type, label: leaf, nodes: fc.array(tie('value'), { maxLength: 2 }) },
        { requiredKeys: ['id'] },
      ),
      any: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    }));
    for (const loose of [FormNodeSchema, MenuEntrySchema, ScopeSchema]) {
      const free = createAjvChecker()(schema(loose));
      const tight = createAjvChecker()(tighten(schema(loose)));
      fc.assert(
        fc.property(value, (document) => {
          expect(tight(document).length === 0).to.equal(free(document).length === 0);
        }),
        { numRuns: 300 },
      );
    }
  });
});
