import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import fc from 'fast-check';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { closed } from '../../../metadata/schema/common.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { createTestRegistries } from './registries.js';
import { sample, sampleDocuments } from './samples.js';

const registries = createTestRegistries();
const engines = {
  ajv: createDocumentValidator(registries, createAjvChecker()),
  interpreter: createDocumentValidator(registries, createInterpreterChecker),
};
type Engine = keyof typeof engines;
const told = (engine: Engine, document: unknown) =>
  engines[engine].validate(document).map(({ path, code }) => `${path} ${code}`);

for (const engine of ['ajv', 'interpreter'] as const) {
  describe(`document/validate with ${engine}`, () => {
    it('accepts every sample document', () => {
      for (const document of sampleDocuments) {
        expect(engines[engine].validate(document), `${document.kind} ${document.name}`).to.deep.equal([]);
      }
    });

    const mistakes: readonly [string, () => unknown, readonly string[]][] = [
      ['an unknown key', () => ({ ...sample('entity', 'customer'), colur: 'red' }), ['/colur UNKNOWN_KEY']],
      ['a missing key', () => ({ ...sample('entity', 'customer'), nameExpression: undefined }), ['/nameExpression MISSING_KEY']],
      ['an unknown kind', () => ({ kind: 'entitty' }), ['/kind NOT_ONE_OF']],
      ['no kind', () => ({}), ['/kind MISSING_KEY']],
      ['no object', () => [1], [' WRONG_TYPE']],
      ['a wrong field option', () => set(sample('entity', 'customer'), ['fields', 0, 'options', 'length'], 'x'), ['/fields/0/options/length WRONG_TYPE']],
      ['an unknown field option', () => set(sample('entity', 'customer'), ['fields', 0, 'options', 'lenght'], 3), ['/fields/0/options/lenght UNKNOWN_KEY']],
      ['missing field options', () => set(sample('entity', 'customer'), ['fields', 1, 'options'], undefined), ['/fields/1/options MISSING_KEY']],
      ['an unknown field type', () => set(sample('entity', 'customer'), ['fields', 1, 'type'], 'chioce'), ['/fields/1/type NOT_ONE_OF']],
      ['a bad name', () => ({ ...sample('entity', 'customer'), name: 'Customer' }), ['/name BAD_NAME']],
      ['a mistake deep in a form', () => set(sample('form', 'order_edit'), ['nodes', 0, 'nodes', 1, 'nodes', 0, 'span'], 13), ['/nodes/0/nodes/1/nodes/0/span OUT_OF_RANGE']],
      ['an unknown node type', () => set(sample('form', 'order_edit'), ['nodes', 0, 'nodes', 0, 'type'], 'feld'), ['/nodes/0/nodes/0/type NOT_ONE_OF']],
      ['a node without type', () => set(sample('form', 'order_edit'), ['nodes', 0, 'nodes', 0, 'type'], undefined), ['/nodes/0/nodes/0/type MISSING_KEY']],
      ['a mistake deep in a filter', () => set(sample('view', 'order_all'), ['filter', 'and', 1, 'where', 'op'], 'like'), ['/filter/and/1/where/op NOT_ONE_OF']],
      ['a filter that says nothing', () => set(sample('view', 'order_all'), ['filter', 'and', 1], {}), ['/filter/and/1 MISSING_KEY']],
      ['a filter that says two things', () => set(sample('view', 'order_all'), ['filter', 'and', 1], { and: [], or: [] }), ['/filter/and/1/or UNKNOWN_KEY']],
      ['a wrong operand', () => set(sample('view', 'order_all'), ['filter', 'and', 0, 'value'], { exp: '1' }), ['/filter/and/0/value MISSING_KEY']],
      ['a wrong scope word', () => set(sample('role', 'salesperson'), ['grants', 0, 'actions', 'read'], 'mine'), ['/grants/0/actions/read NOT_ONE_OF']],
      ['a wrong scope condition', () => set(sample('role', 'salesperson'), ['grants', 0, 'actions', 'read'], { field: 'a', op: 'x' }), ['/grants/0/actions/read/op NOT_ONE_OF']],
      ['a wrong widget option', () => set(sample('dashboard', 'sales'), ['widgets', 0, 'options', 'format'], 5), ['/widgets/0/options/format WRONG_TYPE']],
      ['a wrong job argument', () => set(sample('job', 'nightly'), ['arguments', 'days'], 0), ['/arguments/days OUT_OF_RANGE']],
      ['a view option of another mode', () => ({ ...sample('view', 'order_all'), options: { group: 'x' } }), ['/options/group UNKNOWN_KEY']],
      ['a tuple too long', () => set(sample('report', 'by_customer'), ['sheet', 'cells', 'B2', 'span'], [1, 1, 1]), ['/sheet/cells/B2/span TOO_MANY']],
      ['a bad cell address', () => set(sample('report', 'by_customer'), ['sheet', 'cells', 'b2'], {}), ['/sheet/cells/b2 BAD_NAME']],
      ['a class for a bad field name', () => set(sample('role', 'salesperson'), ['grants', 0, 'fields', 'Credit'], 'hidden'), ['/grants/0/fields/Credit BAD_NAME']],
      ['a label of no language', () => set(sample('entity', 'customer'), ['label'], {}), ['/label TOO_FEW']],
      ['a number as label', () => set(sample('entity', 'customer'), ['label'], 5), ['/label WRONG_TYPE']],
    ]; // prettier-ignore
    for (const [name, make, expected] of mistakes) {
      it(`tells ${name} once, at its place`, () => {
        const document = JSON.parse(JSON.stringify(make())) as unknown;
        expect(told(engine, document)).to.deep.equal(expected);
      });
    }

    it('tells two mistakes as two', () => {
      const document = set(
        set(sample('form', 'order_edit'), ['nodes', 0, 'label'], 1),
        ['nodes', 0, 'nodes', 1, 'colapsed'],
        true,
      );
      expect(told(engine, document)).to.deep.equal([
        '/nodes/0/label WRONG_TYPE',
        '/nodes/0/nodes/1/colapsed UNKNOWN_KEY',
      ]);
    });
  });
}

describe('document/validate', () => {
  it('puts the options of the chart type in the place of open options', () => {
    const withCharts = createTestRegistries();
    const described = { label: 'x', icon: 'x', selects: () => undefined, compile: () => ({}), describe: () => '' };
    const text = Type.String();
    withCharts.chart.add({ id: 'bar', ...described, options: closed({ chart: Type.Literal('bar'), x: text }) });
    withCharts.chart.add({ id: 'pie', ...described, options: closed({ chart: Type.Literal('pie'), of: text }) });
    const open = Type.Object({ chart: text }, { additionalProperties: true });
    withCharts.widget.add({ id: 'chart', label: 'x', icon: 'x', options: open, requests: () => [] });
    const validator = createDocumentValidator(withCharts, createAjvChecker());
    const problems = (options: object) => {
      const dashboard = sample('dashboard', 'sales');
      Object.assign(dashboard.widgets[0]!, { type: 'chart', options });
      return validator.validate(dashboard).map(({ path, code }) => `${path} ${code}`);
    };
    expect(problems({ chart: 'bar', x: 'month' })).to.deep.equal([]);
    expect(problems({ chart: 'bra', x: 'month' })).to.deep.equal(['/widgets/0/options/chart NOT_ONE_OF']);
    expect(problems({ chart: 'pie', of: 'a', x: 'b' })).to.deep.equal(['/widgets/0/options/x UNKNOWN_KEY']);
    expect(problems({ chart: 'pie' })).to.deep.equal(['/widgets/0/options/of MISSING_KEY']);
  });

  it('names the nearest known key and value', () => {
    const document = set({ ...sample('entity', 'customer'), colur: 'red' }, ['fields', 1, 'type'], 'chioce');
    const [key, type] = engines.ajv.validate(document);
    expect(key?.message).to.contain('Did you mean "colour"?');
    expect(type?.message).to.contain('Did you mean "choice"?');
  });

  it('refuses keys that reach into prototypes, wherever they stand', () => {
    const text = JSON.stringify(sample('dashboard', 'sales')).replace('"value":"amt"', '"__proto__":{"x":1}');
    expect(told('ajv', JSON.parse(text))).to.deep.equal(['/widgets/0/options/__proto__ FORBIDDEN_KEY']);
    expect(told('ajv', { kind: 'role', constructor: {} })).to.deep.equal(['/constructor FORBIDDEN_KEY']);
    expect(({} as { x?: unknown }).x).to.equal(undefined);
  });

  it('refuses what is too deep, too large or too many before any checker runs', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i++) deep = { a: deep };
    expect(told('ajv', { kind: 'role', deep })[0]).to.match(/TOO_DEEP$/);
    expect(told('ajv', { kind: 'role', text: 'x'.repeat(1_100_000) })).to.deep.equal([' TOO_LARGE']);
    expect(told('ajv', { kind: 'role', list: new Array(1_000_000).fill(0) })).to.deep.equal([' TOO_MANY_PARTS']);
    const keys = Object.fromEntries(Array.from({ length: 30_000 }, (_, i) => [`k${i}`, 1]));
    expect(told('ajv', { kind: 'role', keys })).to.deep.equal([' TOO_MANY_PARTS']);
  });

  it('gives the same places and codes with both engines, whatever was changed', () => {
    const junk = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        1.5,
        '',
        'Bad Name',
        'ok',
        [],
        {},
        ['a'],
        { en: 1 },
        { expr: 'x' },
        { and: [] },
      ),
      fc.string({ maxLength: 5 }),
    );
    const edit = fc.record({
      at: fc.nat(10_000),
      how: fc.constantFrom('replace', 'remove', 'add'),
      junk,
      key: fc.constantFrom('type', 'extra', 'and', 'field', 'on'),
    });
    fc.assert(
      fc.property(
        fc.nat(sampleDocuments.length - 1),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (index, edits) => {
          const document = structuredClone(sampleDocuments[index]!) as unknown as Record<string, unknown>;
          for (const { at, how, junk, key } of edits) mutate(document, at, how, junk, key);
          expect(told('interpreter', document)).to.deep.equal(told('ajv', document));
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** Changes one place of a document, undefined removes; gives the document back. */
function set<T extends object>(document: T, keys: readonly (string | number)[], value: unknown): T {
  let node = document as Record<string | number, unknown>;
  for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as Record<string, unknown>;
  const last = keys.at(-1)!;
  if (value === undefined) delete node[last];
  else node[last] = value;
  return document;
}

function mutate(document: Record<string, unknown>, at: number, how: string, junk: unknown, key: string): void {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    for (const each of Object.keys(value)) {
      if (value !== document || each !== 'kind') places.push([value as Record<string, unknown>, each]);
      visit((value as Record<string, unknown>)[each]);
    }
  };
  visit(document);
  const [holder, name] = places[at % places.length]!;
  if (how === 'remove' && !Array.isArray(holder)) delete holder[name];
  else if (how === 'add' && !Array.isArray(holder)) holder[key] = structuredClone(junk);
  else holder[name] = structuredClone(junk);
}
