/**
 * The contract every function keeps, run over the folders of all plugins: a new function is tested by being there.
 * What each function gives stands in test/golden/expression/evaluate.txt.
 */
import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { FunctionDefinition } from '../../metadata/contributions.js';
import { compileExpression, type Scope } from '../../metadata/expression/compile.js';
import type { Environment } from '../../metadata/expression/environment.js';
import { ExpressionError } from '../../metadata/expression/errors.js';
import { createRegistry } from '../../metadata/registry.js';
import { isDate, isInstant } from '../../metadata/time.js';
import { languages, type Value, type ValueType } from '../../metadata/value.js';

const plugins = new URL('../../plugins/', import.meta.url);
const functions = createRegistry<FunctionDefinition>('function');
const folders = new Map<string, string>();
for (const plugin of readdirSync(plugins)) {
  const folder = new URL(`${plugin}/functions/`, plugins);
  if (!existsSync(folder)) continue;
  for (const name of readdirSync(folder)) {
    const module = (await import(new URL(`${name}/schema.ts`, folder).href)) as { definition: FunctionDefinition };
    functions.add(module.definition, plugin);
    folders.set(module.definition.id, name);
  }
}

const environment: Environment = {
  context: {
    today: () => '2026-11-22',
    now: () => '2026-11-21T23:30:00.000Z',
    timeZone: 'Asia/Shanghai',
    user: () => null,
    fold: (text) => text,
  },
  field: () => null,
  parameter: () => ['a', 'b'],
};
const scope: Scope = { functions, parameter: () => 'list' };

const types: readonly ValueType[] = [
  'boolean',
  'number',
  'text',
  'date',
  'datetime',
  'id',
  'json',
  'list',
  'null',
  'any',
];
const samples: Readonly<Partial<Record<ValueType, fc.Arbitrary<Value>>>> = {
  boolean: fc.boolean(),
  number: fc.oneof(
    fc.integer({ min: -100, max: 100 }),
    fc.integer({ min: -999, max: 999 }).map((cents) => cents / 100),
  ),
  text: fc.oneof(fc.constantFrom('', 'a', 'Año 中文', 'month', '#,##0.00', '2026-11-21'), fc.string()),
  date: fc.constantFrom('2026-11-21', '2024-02-29', '1999-12-31'),
  list: fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(null)), { maxLength: 4 }),
};
const sampleOf = (type: ValueType): fc.Arbitrary<Value> =>
  samples[type] ?? fc.oneof(...Object.values(samples), fc.constant(null));

/** Whether a value is one of the type; null is of every type. */
function isOf(value: Value, type: ValueType): boolean {
  if (value === null || type === 'any') return true;
  if (type === 'list') return Array.isArray(value);
  if (type === 'date') return typeof value === 'string' && isDate(value);
  if (type === 'datetime') return typeof value === 'string' && isInstant(value);
  return typeof value === (type === 'number' || type === 'boolean' ? type : 'string');
}

const typeOfValue = (value: Value): ValueType =>
  value === null
    ? 'null'
    : Array.isArray(value)
      ? 'list'
      : typeof value === 'string'
        ? 'text'
        : (typeof value as 'number');

/** Argument lists as the parameters ask for them: optional ones sometimes left out, the last repeated. */
function argumentsOf({ parameters }: FunctionDefinition): fc.Arbitrary<Value[]> {
  const required = parameters.filter((parameter) => !parameter.optional).length;
  const repeats = parameters.at(-1)?.repeat === true;
  return fc.integer({ min: required, max: parameters.length + (repeats ? 3 : 0) }).chain((count) => {
    const chosen = Array.from({ length: count }, (_, index) => parameters[index] ?? parameters.at(-1)!);
    return fc.tuple(...chosen.map((parameter) => sampleOf(parameter.type))).map((values) => [...values]);
  });
}

describe('contract/functions', () => {
  it('finds the functions of the core', () => expect(functions.list().length).to.be.at.least(45));

  for (const definition of functions.list()) {
    describe(definition.id, () => {
      it('stands in a folder of its id, and its id is a name of the language', () => {
        expect(folders.get(definition.id)).to.equal(definition.id);
        expect(definition.id).to.match(/^[a-z][A-Za-z0-9]*$/);
      });

      it('has a label and a help in every language, and an icon', () => {
        for (const text of [definition.label, definition.help]) {
          expect(text)
            .to.be.an('object')
            .that.has.all.keys(...languages);
          for (const each of Object.values(text)) expect(each.trim()).to.equal(each).and.not.equal('');
        }
        expect(definition.icon).to.match(/^[a-z0-9-]+$/);
      });

      it('has sound parameters: known types, optional ones last, only the last repeated', () => {
        const { parameters } = definition;
        expect(new Set(parameters.map((parameter) => parameter.name)).size).to.equal(parameters.length);
        const firstOptional = parameters.findIndex((parameter) => parameter.optional);
        parameters.forEach((parameter, index) => {
          expect(parameter.name).to.match(/^[a-z][A-Za-z]*$/);
          expect(types).to.include(parameter.type);
          if (parameter.repeat) expect(index).to.equal(parameters.length - 1);
          if (firstOptional >= 0 && index > firstOptional) expect(parameter.optional).to.equal(true);
        });
      });

      it('has an example that calls it, runs and gives a value of its type', () => {
        const compiled = compileExpression(definition.example, scope);
        expect(compiled.problems).to.deep.equal([]);
        expect(compiled.dependencies.functions).to.include(definition.id);
        const value = compiled.evaluate(environment);
        expect(isOf(value, compiled.type), `${definition.example} = ${JSON.stringify(value)}`).to.equal(true);
        if (!definition.acceptsNull) expect(value).to.not.equal(null);
      });

      it('gives its type or an ExpressionError for arguments of its types', () => {
        fc.assert(
          fc.property(argumentsOf(definition), (values) => {
            const given = definition.acceptsNull ? values : values.map((value) => value ?? 1);
            const returns = definition.returns;
            const type = typeof returns === 'function' ? returns(given.map(typeOfValue)) : returns;
            expect(types).to.include(type);
            let result: Value;
            try {
              result = definition.call(given, environment.context);
            } catch (error) {
              expect(error).to.be.instanceOf(ExpressionError);
              return;
            }
            expect(result).to.not.equal(undefined);
            if (typeof result === 'number') expect(Number.isFinite(result)).to.equal(true);
            expect(isOf(result, type), `${JSON.stringify(given)} gave ${JSON.stringify(result)}`).to.equal(true);
          }),
          { numRuns: 200 },
        );
      });

      it('gives the same for the same, and leaves its arguments alone', () => {
        const [values] = fc.sample(argumentsOf(definition), { numRuns: 1, seed: 7 });
        const before = structuredClone(values!);
        const run = (): unknown => {
          try {
            return definition.call(values!, environment.context);
          } catch (error) {
            return String(error);
          }
        };
        expect(run()).to.deep.equal(run());
        expect(values).to.deep.equal(before);
      });

      it('does with null what it says', () => {
        const count = Math.max(1, definition.parameters.filter((parameter) => !parameter.optional).length);
        if (definition.parameters.length === 0) return;
        const text = `${definition.id}(${Array.from({ length: count }, () => 'null').join(', ')})`;
        const value = compileExpression(text, scope).evaluate(environment);
        if (definition.acceptsNull)
          expect(() => definition.call(Array.from({ length: count }, () => null), environment.context)).to.not.throw(); // prettier-ignore
        else expect(value).to.equal(null);
      });

      it('refuses arguments of the wrong kind', () => {
        const first = definition.parameters[0];
        if (!first || first.type === 'any') return;
        const wrong = first.type === 'number' ? '"a"' : first.type === 'boolean' ? '1' : 'true';
        const rest = definition.parameters
          .slice(1)
          .filter((parameter) => !parameter.optional)
          .map(() => 'null');
        const { problems } = compileExpression(`${definition.id}(${[wrong, ...rest].join(', ')})`, scope);
        expect(problems.map((problem) => problem.code)).to.include('TYPE_MISMATCH');
      });

      it('mentions each argument in its SQL', () => {
        if (!definition.sql) return;
        const given = definition.parameters.map((parameter) => `<${parameter.name}>`);
        for (const engine of ['sqlite', 'mysql'] as const) {
          const sql = definition.sql(given, engine);
          for (const each of given) expect(sql).to.include(each);
        }
      });
    });
  }
});
