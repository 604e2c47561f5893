import { expect } from 'chai';
import { analyseTemplate, NeedsBuilder, type Analysis } from '../../../metadata/print/analyse.js';
import { allPaths, type Needs } from '../../../metadata/print/needs.js';
import { parseTemplate } from '../../../server/print/parse-template.js';
import { testModel } from '../../helper/model.js';

const model = testModel();

interface Read extends Analysis {
  readonly needs: Needs;
}

function read(text: string, options: { entity?: string; list?: boolean; onPage?: boolean } = {}): Read {
  const { entity: name = 'order', list = false, onPage = false } = options;
  const parsed = parseTemplate(text);
  const needs = new NeedsBuilder(name);
  if ('problem' in parsed) return { notes: {}, problems: [parsed.problem], needs: needs.build() };
  const entity = model.entities.get(name)!;
  return { ...analyseTemplate(parsed.program, { model, entity, list, onPage, needs }), needs: needs.build() };
}
const found = (text: string, options = {}): readonly string[] =>
  read(text, options).problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
const paths = (text: string, options = {}): readonly string[] => {
  const { needs, problems } = read(text, options);
  expect(problems.map(({ message }) => message)).to.deep.equal([]);
  return [...new Set([...allPaths(needs)].map(({ entity, path }) => `${entity} ${path}`))];
};

describe('print/analyse', () => {
  it('finds every path that a template reads, rows of relations with theirs', () => {
    const text = `{{number}} {{customer.name}} {{#if customer.region}}{{customer.region.name}}{{/if}}
      {{#each lines as |line i|}}{{i}} {{line.product}} {{../number}} {{@number}}{{else}}{{discount}}{{/each}}
      {{money (sum lines.amount) currency=@site.currency}} {{#with region}}{{name}}{{/with}}`;
    expect(paths(text)).to.deep.equal([
      'order customer', 'order customer.name', 'order customer.region', 'order customer.region.name', 'order discount',
      'order number', 'order region', 'order region.name', 'order lines', 'order_line amount', 'order_line product',
    ]); // prettier-ignore
  });

  it('reads rows behind a look-up, rows of rows and many records', () => {
    expect(paths('{{#each customer.contacts}}{{name}}{{/each}}')).to.deep.equal(['order customer', 'order customer.contacts', 'contact name']); // prettier-ignore
    expect(paths('{{#each orders}}{{#each lines}}{{product}}{{/each}}{{/each}}', { entity: 'customer' })).to.deep.equal(['customer orders', 'order lines', 'order_line product']); // prettier-ignore
    expect(paths('{{#each records}}{{number}}{{/each}} {{count records}} {{sum records.discount}}', { list: true })).to.deep.equal(['order discount', 'order number']); // prettier-ignore
    expect(paths('{{address address}} {{address.city}} {{join tags}}{{#each tags}}{{this}}{{/each}}', { entity: 'contact' })).to.deep.equal(['contact address', 'contact address.city', 'contact tags']); // prettier-ignore
  });

  it('goes along rows that point here without a field of their own', () => {
    expect(paths('{{#each order_region}}{{number}}{{/each}}', { entity: 'region' })).to.deep.equal(['region order_region', 'order number']); // prettier-ignore
  });

  it('notes labels without reading their values, and where a path goes over rows', () => {
    const { notes, needs, problems } = read('{{label customer.name}}{{label lines.amount}}{{sum lines.amount}}');
    expect(problems).to.deep.equal([]);
    expect(needs).to.deep.equal({
      entity: 'order',
      paths: [],
      relations: [{ path: 'lines', rows: { entity: 'order_line', paths: ['amount'], relations: [] } }],
    });
    expect(notes).to.deep.equal({ '1:8': { label: 'name' }, '1:31': { label: 'amount' }, '1:51': { split: 1 } });
  });

  const refused: readonly (readonly [text: string, finding: string, options?: object])[] = [
    ['{{{number}}}', 'TEMPLATE_UNESCAPED 1:1'],
    ['{{&number}}', 'TEMPLATE_UNESCAPED 1:1'],
    ['a\n{{> page}}', 'TEMPLATE_REFUSED 2:1'],
    ['{{#> layout}}{{/layout}}', 'TEMPLATE_REFUSED 1:1'],
    ['{{#*inline "x"}}{{/inline}}', 'TEMPLATE_REFUSED 1:1'],
    ['{{* decorate}}', 'TEMPLATE_REFUSED 1:1'],
    ['{{eq undefined 1}}', 'TEMPLATE_REFUSED 1:6'],
    ['{{lookup this "x"}}', 'TEMPLATE_NO_HELPER 1:3'],
    ['{{log number}}', 'TEMPLATE_NO_HELPER 1:3'],
    ['{{#unknown number}}{{/unknown}}', 'TEMPLATE_NO_HELPER 1:4'],
    ['{{upper (constructor "x")}}', 'TEMPLATE_NO_HELPER 1:10'],
    ['{{constructor}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{__proto__.x}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{customer.constructor.name}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{customer.[$]}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{@root.number}}', 'TEMPLATE_NO_DATA 1:3'],
    ['{{@index}}', 'TEMPLATE_NO_DATA 1:3'],
    ['{{@page}}', 'TEMPLATE_NO_DATA 1:3'],
    ['{{../number}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{this}}', 'TEMPLATE_NO_FIELD 1:3'],
    ['{{lines.amount}}', 'TEMPLATE_ROWS 1:3'],
    ['{{sum number}}', 'TEMPLATE_NO_LIST 1:7'],
    ['{{#each number}}{{/each}}', 'TEMPLATE_NO_LIST 1:9'],
    ['{{#with number}}{{/with}}', 'TEMPLATE_NO_LIST 1:9'],
    ['{{#eq number 1}}x{{/eq}}', 'TEMPLATE_NO_BLOCK 1:1'],
    ['{{if number}}', 'TEMPLATE_BLOCK 1:3'],
    ['{{eq number}}', 'TEMPLATE_PARAMETERS 1:3'],
    ['{{date number stile="long"}}', 'TEMPLATE_PARAMETERS 1:15'],
    ['{{number}}', 'TEMPLATE_NO_FIELD 1:3', { list: true }],
    ['{{#if number}}x{{/each}}', 'TEMPLATE_SYNTAX 1:4'],
    ['\n{{number', 'TEMPLATE_SYNTAX 2:1'],
    ['{{#if number}}'.repeat(21) + '{{/if}}'.repeat(21), 'TEMPLATE_TOO_DEEP 1:281'],
    ['{{number}}'.repeat(5001), 'TEMPLATE_TOO_LARGE 1:50001'],
    [`{{${'a.'.repeat(2500)}a}}`, 'TEMPLATE_TOO_LARGE 1:1'],
    ['{{#if number}}'.repeat(3000) + '{{/if}}'.repeat(3000), 'TEMPLATE_TOO_DEEP 1:841'],
    ['{{not ' + '(not '.repeat(3000) + 'number' + ')'.repeat(3000) + '}}', 'TEMPLATE_TOO_DEEP 1:307'],
  ];
  for (const [text, finding, options] of refused) {
    it(`refuses ${text.slice(0, 40).replaceAll('\n', '⏎')}`, () => {
      expect(found(text, options)[0]).to.equal(finding);
    });
  }

  it('knows page numbers in headers and footers, and says what was meant', () => {
    expect(found('{{@page}} / {{@pages}}', { onPage: true })).to.deep.equal([]);
    expect(read('{{numbre}}').problems[0]!.message).to.match(/Did you mean "number"\?$/);
    expect(read('{{mony number}}').problems[0]!.message).to.match(/Did you mean "money"\?$/);
  });
});
