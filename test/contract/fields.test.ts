/**
 * The contract every field type keeps, run over all folders of plugins/core/fields: a new type is tested by being
 * there. What only one type does is tested in test/plugins/core/fields.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { FieldType, TextContext } from '../../metadata/contributions.js';
import type { FieldServer } from '../../server/api.js';
import { createRegistry, type Registry } from '../../metadata/registry.js';
import { FieldSchema, type FieldDocument } from '../../metadata/schema/entity.js';
import { aggregates, filterOperators } from '../../metadata/schema/query.js';
import { languages, type Value } from '../../metadata/value.js';

const folder = new URL('../../plugins/core/fields/', import.meta.url);
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Contributions are loaded in hooks: mocha loads test files without top-level await. */
async function load(name: string): Promise<FieldType> {
  return ((await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: FieldType }).definition;
}

const ajv = new Ajv({ strict: false, formats: { expression: true } });
const isField = ajv.compile(FieldSchema);

const labels = new Map([
  ['a', 'First class'],
  ['b', '重点客户'],
]);
const contextOf = (locale: string): TextContext => ({
  locale,
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
  choice: (_dictionary, code) => labels.get(code),
  codeOf: (_dictionary, label) => [...labels].find(([, text]) => text === label)?.[0],
});

const id = '01J9ZZZZZZ0000000000000001';
/** Canonical values by the type of the value; a type whose values look otherwise says so in `own`. */
const byValueType: Readonly<Record<string, readonly Value[]>> = {
  text: ['Grüße', 'a'],
  number: [0, 1, 12],
  boolean: [true, false],
  date: ['2026-12-31', '2024-02-29', '2026-09-01', '1996-07-04'],
  datetime: ['2026-07-01T08:30:00.000Z', '2026-01-01T00:00:00.000Z', '2026-05-05T23:59:59.250Z'],
  id: [id],
};
const own: Readonly<Record<string, readonly Value[]>> = {
  choice: ['a', 'b'],
  email: ['ann@example.com', 'lópez@correo.example.es'],
  phone: ['(5) 555-4729', '+49 30 0074321'],
  url: ['https://example.com/a?b=c', 'mailto:ann@example.com'],
  longText: ['one\ntwo\tthree', '你好'],
  decimal: [0, 1234567.125, 0.001, 99999.5],
  money: [0, 0.01, 1234.56, 1234567.5],
  percent: [0, 0.125, 1, 0.0001],
  integer: [1, 12345],
  choices: [['a'], ['a', 'b']],
  tags: [['VIP'], ['2026 计划', 'Grüße']],
  time: ['00:00', '08:30', '23:59'],
  duration: [0, 90, 6000],
  dateRange: [
    { from: '2026-01-31', to: '2026-12-31' },
    { from: '2026-01-31', to: null },
  ],
  address: [
    { street: 'Hauptstraße 5', postal_code: '10115', city: 'Berlin', state: null, country: 'DE' },
    { street: null, postal_code: null, city: '上海', state: null, country: 'CN' },
  ],
  personName: [
    { title: 'Dr.', given: 'Ann', family: 'Miller' },
    { title: null, given: '小明', family: '李' },
  ],
  code: ['select 1\n  from x', '  a\n\tb'],
  richText: ['<p>one <strong>two</strong></p>', 'a'],
  markdown: ['# One\n\n- two', '你好'],
  colour: ['#1e90ff', '#000000'],
  icon: ['shopping-cart', 'star'],
  barcode: ['4006381333931', '9780201379624'],
  json: [{ a: [1, null, 'x'], b: { c: true } }, [1, 2], 'text', 0, false],
  formula: [0, -1234.5678, 99999.5],
  lookups: [[id], [id, '01J9ZZZZZZ0000000000000002']],
  recordKind: ['customer', 'lead'],
  anyLookup: [
    { entity: 'customer', id },
    { entity: 'lead', id: '01J9ZZZZZZ0000000000000002' },
  ],
  rollUp: [0, 1234.5, -0.25],
};
/** An empty list and an object without parts are no value to some types; JSON takes all that is JSON. */
function isHostile(type: FieldType, field: FieldDocument, input: unknown): boolean {
  if (type.parts) return input !== emptyObject;
  if (type.valueType(field) === 'list') return input !== emptyList;
  return type.valueType(field) !== 'json' || !plainJson.includes(input);
}

/** Those of its value type that its own schema takes: a rating has no zero. */
function samplesOf(type: FieldType, field: FieldDocument): readonly Value[] {
  const stated = own[type.id];
  if (stated) return stated;
  const isValid = ajv.compile(type.jsonSchema(field, 'write'));
  return (byValueType[type.valueType(field)] ?? []).filter((value) => isValid(value));
}

const deep = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}') as unknown;
const emptyObject = {};
const emptyList: readonly unknown[] = [];
const plainJson: readonly unknown[] = [emptyObject, { id }, emptyList, [1], [[]], 1e308, 2 ** 60];
const hostile: readonly unknown[] = [
  ...plainJson,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  deep,
  Symbol('x'),
  () => 1,
  10n,
  'x'.repeat(200_000),
];

describe('contract: field types', () => {
  it('are registered under the name of their folder, system fields among them', async () => {
    const registry: Registry<FieldType> = createRegistry<FieldType>('field');
    for (const name of names) registry.add(await load(name));
    expect(registry.list().map((type) => type.id)).to.deep.equal(names);
    expect(names).to.include.members(['text', 'integer', 'datetime', 'user', 'department', 'recordId']);
  });

  for (const name of names) {
    describe(name, () => {
      let type: FieldType;
      let example: FieldDocument;
      let samples: readonly Value[];

      before(async () => {
        type = await load(name);
        example = JSON.parse(readFileSync(new URL(`${name}/example.json`, folder), 'utf8')) as FieldDocument;
        samples = samplesOf(type, example);
      });

      it('has an example that is a field of this type with valid options', () => {
        expect(isField(example), ajv.errorsText(isField.errors)).to.equal(true);
        expect(example.type).to.equal(type.id);
        const validOptions = ajv.compile(type.options);
        expect(validOptions(example.options ?? {}), ajv.errorsText(validOptions.errors)).to.equal(true);
        expect(validOptions({ ...example.options, surprise: 1 })).to.equal(false);
      });

      it('has a label in four languages', () => {
        const label = type.label as Readonly<Record<string, string>>;
        for (const language of languages) expect(label[language], language).to.be.a('string').that.is.not.empty;
      });

      it('names its columns after the field, the value first, companions by their suffix', () => {
        const renamed: FieldDocument = { ...example, column: 'kept_name', searchable: true };
        const columns = type.columns(renamed);
        if (columns.length === 0) return;
        expect(columns[0]).to.include({ name: 'kept_name', role: 'value' });
        const suffix: Readonly<Record<string, RegExp>> = { key: /_k$/, local: /_l$/, part: /_[a-z]+$/ };
        for (const column of columns.slice(1)) {
          expect(column.name.startsWith('kept_name_')).to.equal(true);
          expect(column.name).to.match(suffix[column.role]!);
        }
        expect(new Set(columns.map((column) => column.name)).size).to.equal(columns.length);
        for (const column of columns) {
          if (column.type === 'text') expect(column.length).to.be.greaterThan(0);
          if (column.type !== 'decimal') continue;
          expect(column.precision).to.be.at.most(15);
          expect(column.scale).to.be.within(1, column.precision!);
        }
      });

      it('offers operators and aggregates that the query language has', () => {
        const operators = type.operators(example);
        expect(filterOperators).to.include.members([...operators]);
        expect(new Set(operators).size).to.equal(operators.length);
        // Sealed values can be asked for nothing; of markup and JSON only whether they are there.
        if (type.columns(example).length > 0 && !type.sealed)
          expect(operators).to.include.members(['isNull', 'isNotNull']);
        if (operators.length > 2) expect(operators).to.include('eq');
        expect(aggregates).to.include.members([...(type.aggregates ?? [])]);
      });

      it('keeps canonical values as they are, and its schema takes them', () => {
        const validValue = ajv.compile(type.jsonSchema(example, 'write'));
        if (type.columns(example).length > 0 || type.parts)
          expect(samples, 'values to try; add a row to `own`').to.not.be.empty;
        for (const value of samples) {
          expect(type.parse(value, example)).to.deep.equal({ value });
          expect(validValue(value), `${String(value)}: ${ajv.errorsText(validValue.errors)}`).to.equal(true);
        }
        ajv.compile(type.jsonSchema(example, 'read'));
      });

      it('reads back what it writes, in every language', () => {
        for (const locale of languages) {
          for (const value of samples) {
            const text = type.format(value, example, contextOf(locale));
            expect(text, `${locale} ${String(value)}`).to.be.a('string').that.is.not.empty;
            if (!type.parseText) continue;
            expect(type.parseText(text, example, contextOf(locale)), `${locale} ${text}`).to.deep.equal({ value });
          }
        }
      });

      it('refuses hostile values with a code and words, and is not changed by them', () => {
        for (const input of hostile.filter((each) => isHostile(type, example, each))) {
          // No linked record is a set of them, too.
          if (type.links && Array.isArray(input) && input.length === 0) continue;
          const parsed = type.parse(input, example);
          expect(parsed, String(typeof input))
            .to.have.property('code')
            .that.matches(/^[A-Z_]+$/);
          expect((parsed as { message: string }).message).to.match(/\.$/);
        }
        expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
        for (const text of ['x'.repeat(200_000), '\u0000', '\ud800', '__proto__[0', `${'9'.repeat(400)}`]) {
          const parsed = type.parseText?.(text, example, contextOf('en'));
          if (parsed && !('code' in parsed)) expect(type.valueType(example)).to.be.oneOf(['text', 'list']);
        }
      });

      it('has a server half that seals, if its values never leave the server', async () => {
        if (!type.sealed) return;
        const { server } = (await import(new URL(`${name}/server.ts`, folder).href)) as { server: FieldServer };
        expect(server.seal, 'seal of server.ts').to.be.a('function');
        expect(type.operators(example)).to.deep.equal([]);
        expect(type.aggregates ?? []).to.deep.equal([]);
      });

      it('is made of simple parts with labels, if it is made of parts', () => {
        const parts = type.parts?.(example) ?? [];
        for (const part of parts) {
          expect(isField(part), `${part.name}: ${ajv.errorsText(isField.errors)}`).to.equal(true);
          expect(names).to.include(part.type);
          const label = part.label as Readonly<Record<string, string>>;
          for (const language of languages) expect(label[language], language).to.be.a('string').that.is.not.empty;
        }
        expect(new Set(parts.map((part) => part.name)).size).to.equal(parts.length);
        if (type.parts) expect(type.columns(example), 'a composite has no column of its own').to.deep.equal([]);
      });

      it('reads own options only', () => {
        const bare: FieldDocument = { id: 'f', name: 'f', type: type.id };
        expect(() => type.columns(bare)).not.to.throw();
        expect(() => type.valueType(bare)).not.to.throw();
        const inherited = { ...example, options: Object.create({ scale: 99, length: 1 }) as Record<string, unknown> };
        expect(type.columns(inherited)).to.deep.equal(type.columns({ ...example, options: {} }));
      });
    });
  }
});
