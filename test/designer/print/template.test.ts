/** What the canvas of print templates does without a screen: texts by language, papers, what may be named where, what is put in. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { columnsOf, factText, fieldText, isPrinted, placed, rowsOf, snippets, tableText } from '../../../designer/print/insertions.js'; // prettier-ignore
import { paperNames, paperOf, paperOperation } from '../../../designer/print/papers.js';
import { templateChoices } from '../../../designer/print/template-language.js';
import { scopeAt } from '../../../designer/print/template-scope.js';
import { joinTexts, languagesOf, partTexts, templateParts, textOf, writeText } from '../../../designer/print/template-texts.js'; // prettier-ignore
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import { checkPrintTemplate } from '../../../metadata/print/check-template.js';
import { languages } from '../../../metadata/value.js';
import { parseTemplate } from '../../../server/print/parse-template.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { testRegistries } from '../registries.js';
import { goesThereAndBack } from '../edits.js';

const start = () => ({ kind: 'print_template', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'p', schema: 1, label: 'P', entity: 'quote', body: '<h1>{{number}}</h1>' }); // prettier-ignore
const after = <T>(document: T, operation: Operation): T => applyOperation(document, operation).document;

/** The documents that ship. */
const shipped = (['core', 'crm'] as const).flatMap((plugin) => {
  const folder = new URL(`../../../plugins/${plugin}/metadata/`, import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Document);
});

describe('designer/print', () => {
  const model = compileModel(shipped, testRegistries());
  const quote = model.entities.get('quote')!;
  const problems = (text: string, more: object = {}) =>
    checkPrintTemplate({ ...start(), body: text, ...more } as never, model, parseTemplate).map(
      ({ message }) => message,
    );

  it('writes a text for all languages, one for each, and one again', () => {
    const all = after(start(), writeText(start(), 'footer', 'en', 'Page'));
    expect([textOf(all, 'footer', 'es'), languagesOf(all, 'footer')]).to.deep.equal(['Page', []]);
    const two = after(all, partTexts(all, 'footer', 'en', 'es'));
    const spanish = after(two, writeText(two, 'footer', 'es', 'Página'));
    expect(languages.map((each) => textOf(spanish, 'footer', each))).to.deep.equal(['Page', '', '', 'Página']);
    expect(after(spanish, joinTexts(spanish, 'footer', 'es'))).to.have.property('footer', 'Página');
    // What is left empty goes away; the body stays, without it there is no template.
    expect(after(all, writeText(all, 'footer', 'en', ''))).to.deep.equal(start());
    expect(after(start(), writeText(start(), 'body', 'en', ''))).to.have.property('body', '');
  });

  it('knows whose fields may be named at each place', () => {
    const at = (before: string, list = false) => {
      const { entity, inRows } = scopeAt(model, quote, list, before);
      return `${entity?.name}${inRows ? ' in rows' : ''}`;
    };
    expect(at('<h1>{{number}}</h1>')).to.equal('quote');
    expect(at('{{#if notes}}{{#each lines}}<td>')).to.equal('quote_line in rows');
    expect(at('{{#each lines}}{{#with product}}')).to.equal('product in rows');
    expect(at('{{#each lines}}{{#if discount}}x{{/if}}{{/each}}')).to.equal('quote');
    expect(at('{{#with customer.region}}')).to.equal('region');
    expect(at('{{#each nowhere}}')).to.equal('undefined in rows');
    expect([at('', true), at('{{#each records}}', true), at('{{#each records}}{{#each lines}}', true)]).to.deep.equal(['undefined', 'quote in rows', 'quote_line in rows']); // prettier-ignore
  });

  it('offers fields behind look-ups, helpers where a call begins, data where it is known', () => {
    const labels = (before: string, onPage = false) =>
      templateChoices(before, { model, scope: scopeAt(model, quote, false, before), onPage, label: ({ name }) => name })?.choices.map(({ label }) => label); // prettier-ignore
    expect(labels('<p>')).to.equal(undefined);
    expect(labels('{{choose en="nu')).to.equal(undefined);
    expect(labels('{{')).to.include.members(['number', 'lines', 'customer', 'date', 'each', '@today']);
    expect(labels('{{')).to.not.include.members(['@number', '@page']);
    expect(labels('{{', true)).to.include('@page');
    expect(labels('{{#each lines}}{{')).to.include.members(['quantity', '@number']);
    expect(labels('{{date customer.region.')).to.include('name').and.not.include('date');
  });

  it('puts in nothing that the checks refuse: each field, each table, each piece of text', () => {
    for (const entity of model.entities.values()) {
      if (entity.link) continue;
      const fields = [...entity.fields.values()].filter(isPrinted);
      const tables = rowsOf(model, entity).map((rows) => tableText(rows, columnsOf(rows.entity)));
      const text = [...fields.flatMap((field) => [fieldText(field, field.name), factText(field, field.name)]), ...tables].join('\n'); // prettier-ignore
      expect(problems(text, { entity: entity.name }), entity.name).to.deep.equal([]);
    }
    const list = tableText({ path: 'records' }, columnsOf(quote));
    expect(problems(list, { mode: 'list' })).to.deep.equal([]);
    for (const [name, text] of Object.entries(snippets)) {
      if (name === 'page') expect(problems('x', { footer: text })).to.deep.equal([]);
      else if (name === 'number') expect(problems(`{{#each lines}}${text}{{/each}}`)).to.deep.equal([]);
      else expect(problems(placed(text).text.replace('{{#if }}', '{{#if notes}}')), name).to.deep.equal([]);
    }
  });

  it('sets each paper as one change that fits on it, and knows it again', () => {
    for (const name of paperNames) {
      const document = after(start(), paperOperation(start(), name));
      expect(paperOf(document)).to.equal(name);
      const body = name === 'list' ? '{{#each records}}{{number}}{{/each}}' : start().body;
      expect(problems(body, { ...document, body })).to.deep.equal([]);
    }
  });

  it('goes back and forth: 30 random edits, undone, done again', () => {
    const part = fc.constantFrom(...templateParts);
    const language = fc.constantFrom(...languages);
    const text = fc.constantFrom('', 'a', '<p>{{number}}</p>', '{{#each lines}}{{/each}}');
    const edit = fc.oneof(
      fc.tuple(part, language, text).map(
        ([p, l, t]) =>
          (document: unknown) =>
            writeText(document, p, l, t),
      ),
      fc.tuple(part, language, language).map(
        ([p, a, b]) =>
          (document: unknown) =>
            partTexts(document, p, a, b),
      ),
      fc.tuple(part, language).map(
        ([p, l]) =>
          (document: unknown) =>
            joinTexts(document, p, l),
      ),
      fc.constantFrom(...paperNames).map((name) => (document: unknown) => paperOperation(document, name)),
    );
    fc.assert(fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(start(), edits)), { numRuns: 60 }); // prettier-ignore
  });
});
