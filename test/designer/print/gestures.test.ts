import { expect } from 'chai';
import fc from 'fast-check';
import { scopesAt } from '../../../designer/print/caret-scopes.js';
import { layoutOf, layoutOperation, layouts, parts, starterOperation, textOf, textOperation } from '../../../designer/print/gestures.js'; // prettier-ignore
import { fieldSnippet, insertPiece, loopSnippet, pieces, tableSnippet, type Snippet } from '../../../designer/print/snippets.js'; // prettier-ignore
import { starters } from '../../../designer/print/starters.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { checkPrintTemplate } from '../../../metadata/print/check-template.js';
import type { PrintTemplateDocument } from '../../../metadata/schema/print-template.js';
import { setOperation } from '../../../designer/session/set-value.js';
import { parseTemplate } from '../../../server/print/parse-template.js';
import { testModel } from '../../helper/model.js';
import { goesThereAndBack } from '../edits.js';

const model = testModel();
const order = model.entities.get('order')!;
const start = (more: object = {}) =>
  ({ kind: 'print_template', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 't', schema: 1, label: 'T', entity: 'order', body: '', ...more }) as PrintTemplateDocument; // prettier-ignore
const findings = (document: unknown) =>
  checkPrintTemplate(document as PrintTemplateDocument, model, parseTemplate).map(({ message }) => message);
const scopes = (before: string, list = false) => scopesAt(before, { model, entity: order, list });
const names = (before: string, list = false) =>
  scopes(before, list).map((scope) => (scope.is === 'word' ? 'word' : `${scope.is} ${scope.entity.name}`)).join(', '); // prettier-ignore
const put = (before: string, snippet: Snippet, list = false) => snippet(scopes(before, list), model);

describe('designer/print gestures', () => {
  it('knows the record that is spoken of at the caret', () => {
    expect(names('<p>{{number}}')).to.equal('record order');
    expect(names('{{#if number}}{{#each lines}}<td>')).to.equal('record order_line, record order');
    expect(names('{{#each lines}}x{{/each}}{{#with customer}}')).to.equal('record customer, record order');
    expect(names('{{#each lines}}x{{else}}')).to.equal('record order');
    expect(names('{{#each records}}{{#each lines as |line|}}', true)).to.equal('record order_line, record order, records order'); // prettier-ignore
    expect(names('{{!-- {{#each lines}} --}}')).to.equal('record order');
    expect(names('{{#each lin')).to.equal('record order');
  });

  it('writes a field so that it is found from where it is put', () => {
    expect(put('', fieldSnippet('order', 'number'))).to.equal('{{number}}');
    expect(put('{{#each lines}}', fieldSnippet('order', 'customer.name'))).to.equal('{{../customer.name}}');
    expect(put('', fieldSnippet('order_line', 'amount'))).to.equal('{{#each lines}}{{amount}}{{/each}}');
    expect(put('', fieldSnippet('order', 'number'), true)).to.equal('{{#each records}}{{number}}{{/each}}');
    expect(put('', fieldSnippet('region', 'name'))).to.equal(undefined);
    expect(put('', fieldSnippet('order', 'nothing'))).to.equal(undefined);
  });

  it('puts in tables and loops that pass every check, wherever the caret is', () => {
    const wish = { of: 'order', rows: 'lines', columns: ['product', 'amount', 'gone'], totals: true };
    for (const [before, after, list] of [['', '', false], ['{{#each lines}}', '{{/each}}', false], ['', '', true]] as const) {
      for (const snippet of [tableSnippet(wish), loopSnippet(wish)]) {
        const body = before + put(before, snippet, list)! + after;
        expect(findings(start({ body, ...(list ? { mode: 'list' } : {}) })), body).to.deep.equal([]);
      }
    }
    expect(put('', tableSnippet(wish))).to.include('<td class="right">{{money (sum lines.amount)}}</td>');
  }); // prettier-ignore

  it('puts a piece at the caret, over what is selected, and never into a tag', () => {
    expect(insertPiece('ab', 1, 1, '<p>|</p>')).to.deep.equal({ text: 'a<p></p>b', caret: 4 });
    expect(insertPiece('abc', 1, 2, 'x')).to.deep.equal({ text: 'axc', caret: 2 });
    expect(insertPiece('{{number}} b', 4, 4, '{{x}}')).to.deep.equal({ text: '{{number}}{{x}} b', caret: 15 });
    expect(insertPiece('{{a}}{{b}}', 5, 5, '-').text).to.equal('{{a}}-{{b}}');
  });

  it('begins with templates that pass every check, for every entity', () => {
    for (const [name, entity] of model.entities) {
      if (entity.link) continue;
      for (const starter of starters) {
        const begun = start({ entity: name, envelope: {}, footer: 'x' });
        const { document } = applyOperation(begun, starterOperation(begun, starter, model)!);
        expect(findings(document), `${starter} of ${name}`).to.deep.equal([]);
        expect(textOf(document, 'body', 'es'), starter).to.not.equal('');
      }
    }
    const { document } = applyOperation(start(), starterOperation(start(), 'rows', model)!);
    expect(textOf(document, 'body', 'en')).to.include('{{#each lines}}');
  });

  it('writes the text of a language, and takes an emptied head away', () => {
    const several = start({ header: { en: 'Head', es: 'Cabeza' } });
    const after = applyOperation(several, textOperation(several, 'header', 'zh-CN', '头')).document;
    expect(after.header).to.deep.equal({ en: 'Head', es: 'Cabeza', 'zh-CN': '头' });
    expect(textOf(after, 'header', 'zh-TW')).to.equal('Head');
    const one = start({ footer: 'x' });
    expect(applyOperation(one, textOperation(one, 'footer', 'en', '')).document).to.not.have.property('footer');
    expect(applyOperation(one, textOperation(one, 'body', 'en', '')).document.body).to.equal('');
  });

  it('goes there and back over thirty edits', () => {
    const edit = fc.oneof(
      fc.constantFrom(...starters).map((name) => (document: unknown) => starterOperation(document, name, model)!),
      fc.constantFrom(...layouts).map((layout) => (document: unknown) => layoutOperation(document, layout)),
      fc.tuple(fc.constantFrom(...parts), fc.constantFrom('en', 'es'), fc.string()).map(([part, language, text]) => (document: unknown) => textOperation(document, part, language, text)),
      fc.tuple(fc.constantFrom('top', 'left'), fc.option(fc.nat(40), { nil: undefined })).map(([side, value]) => (document: unknown) => setOperation(document, ['page', 'margins', side], value)),
      fc.tuple(fc.nat(400), fc.constantFrom(...Object.values(pieces))).map(([at, piece]) => (document: unknown) => {
        const text = textOf(document, 'body', 'en');
        const place = at % (text.length + 1);
        return textOperation(document, 'body', 'en', insertPiece(text, place, place, piece).text);
      }),
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => goesThereAndBack(start({ header: { en: 'H' } }), edits)),
      { numRuns: 30 },
    ); // prettier-ignore
  });

  it('knows the layout of each change', () => {
    let document: unknown = start();
    for (const layout of [...layouts, ...layouts].reverse()) {
      document = applyOperation(document, layoutOperation(document, layout)).document;
      expect(layoutOf(document)).to.equal(layout);
      expect(findings(document)).to.deep.equal([]);
    }
  });
});
