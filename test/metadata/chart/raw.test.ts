import { expect } from 'chai';
import fc from 'fast-check';
import { checkVegaExpression } from '../../../metadata/chart/raw/check-expression.js';
import { checkVegaSpec } from '../../../metadata/chart/raw/check-vega.js';
import { runSpec } from '../../helper/charts.js';

const good = {
  data: { name: 'rows' },
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } },
};
const paths = (spec: unknown) => checkVegaSpec(spec).map((found) => found.path);

describe('chart/raw/check-vega', () => {
  it('accepts what only draws the rows', () => {
    const spec = {
      ...good,
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      description: 'Sales by city',
      transform: [{ calculate: "datum.b * 2 + datum['c'] / 3", as: 'd' }, { filter: 'isValid(datum.b) && datum.b > 0' }, { aggregate: [{ op: 'sum', field: 'd', as: 'e' }], groupby: ['a'] }],
      layer: [{ mark: { type: 'line', point: true } }, { mark: 'text', encoding: { text: { field: 'b', format: '.2f' }, color: { condition: { test: 'datum.b < 0', value: 'red' }, value: 'black' } } }],
      encoding: { x: { field: 'a', type: 'temporal', timeUnit: 'yearmonth', axis: { labelExpr: "datum.label + ' k'" } } },
    }; // prettier-ignore
    const { mark: _, ...layered } = spec;
    expect(checkVegaSpec(layered)).to.deep.equal([]);
    expect(checkVegaSpec(good)).to.deep.equal([]);
  });

  const hostile: readonly [string, unknown, string][] = [
    ['a file', { ...good, data: { url: 'file:///etc/passwd' } }, '/data/url'],
    ['an address', { ...good, data: { url: 'https://example.org/a.json' } }, '/data/url'],
    ['values of its own', { ...good, data: { values: [{ a: 1 }] } }, '/data'],
    ['data of another name', { ...good, data: { name: 'other' } }, '/data'],
    ['data further down', { data: { name: 'rows' }, layer: [{ ...good, data: { url: '//x' } }] }, '/layer/0/data/url'],
    ['generated data', { ...good, data: { sequence: { start: 0, stop: 1e9 } } }, '/data'],
    ['a look-up elsewhere', { ...good, transform: [{ lookup: 'a', from: { data: { url: 'x' }, key: 'a' } }] }, '/transform/0/lookup'],
    ['an image', { ...good, mark: 'image' }, '/mark'],
    ['an image by its address', { ...good, mark: { type: 'image', url: 'http://x' } }, '/mark/url'],
    ['an address as a channel', { ...good, encoding: { url: { field: 'a' } } }, '/encoding/url'],
    ['a link', { ...good, encoding: { href: { value: 'javascript:alert(1)' } } }, '/encoding/href'],
    ['a link on a mark', { ...good, mark: { type: 'bar', href: 'http://x' } }, '/mark/href'],
    ['parameters', { ...good, params: [{ name: 'p', select: 'point' }] }, '/params'],
    ['a signal', { ...good, encoding: { x: { field: 'a', scale: { domain: { signal: 'event' } } } } }, '/encoding/x/scale/domain/signal'],
    ['a value by expression', { ...good, mark: { type: 'bar', width: { expr: 'event.view.setTimeout' } } }, '/mark/width/expr'],
    ['a calculation that reaches the window', { ...good, transform: [{ calculate: "event.view.setTimeout('alert(1)')", as: 'x' }] }, '/transform/0/calculate'],
    ['a filter that reaches the window', { ...good, transform: [{ filter: { and: ["this['x']"] } }] }, '/transform/0/filter/and/0'],
    ['a label that reaches a prototype', { ...good, encoding: { x: { field: 'a', axis: { labelExpr: 'datum.constructor' } } } }, '/encoding/x/axis/labelExpr'],
    ['a test that calls', { ...good, encoding: { color: { condition: { test: "datum.a('x')", value: 'red' } } } }, '/encoding/color/condition/test'],
    ['a column that is code', { ...good, encoding: { x: { field: "a'] + alert(1) + datum['" } } }, '/encoding/x/field'],
    ['a name that is code', { ...good, transform: [{ calculate: '1', as: "x'];alert(1)" }] }, '/transform/0/as'],
    ['a colour from an address', { ...good, mark: { type: 'bar', fill: 'url(http://x/#a)' } }, '/mark/fill'],
    ['its own configuration', { ...good, config: {} }, '/config'],
    ['Vega itself', { $schema: 'https://vega.github.io/schema/vega/v5.json', marks: [], mark: 'bar' }, '/$schema'],
    ['user data', { ...good, usermeta: { embedOptions: { actions: true } } }, '/usermeta'],
    ['data sets beside', { ...good, datasets: { rows: [] } }, '/datasets'],
    ['nothing to draw', { data: { name: 'rows' } }, ''],
    ['no object', 'bar', ''],
  ]; // prettier-ignore
  for (const [title, spec, path] of hostile) {
    it(`refuses ${title}, with its place`, () => {
      expect(paths(spec)).to.include(path);
      for (const found of checkVegaSpec(spec)) expect(found.message).to.match(/^["A-Z].*\.$/s);
    });
  }

  it('refuses what is too deep or too large to walk, without walking it', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200; level++) deep = { layer: [deep] };
    expect(() => checkVegaSpec(deep)).to.not.throw();
    expect(checkVegaSpec({ ...good, layer: Array.from({ length: 3000 }, () => ({ mark: 'bar' })) }).map((found) => found.message)).to.include('The specification is too large. Make it smaller.');
  }); // prettier-ignore

  it('lets nothing through that names the outside, wherever it stands', () => {
    const bad = fc.constantFrom(
      { url: 'http://x' },
      { expr: 'event' },
      { signal: 'x' },
      { href: 'x' },
      { data: { url: 'x' } },
    );
    const key = fc.constantFrom('encoding', 'layer', 'transform', 'mark', 'x', 'axis', 'condition', 'spec');
    fc.assert(
      fc.property(fc.array(key, { maxLength: 8 }), bad, (way, leaf) => {
        const spec = way.reduceRight<unknown>((inner, name) => ({ [name]: inner }), leaf);
        expect(checkVegaSpec({ ...good, layer: [spec] })).to.not.have.length(0);
      }),
    );
  });
});

describe('chart/raw/check-expression', () => {
  const allowed = ['datum.a', "datum['a b'] + 1", 'if(datum.a > 0, "yes", \'no\')', '-(datum.a - 2) % 3 * PI', '!isValid(datum.a) || datum.b == null', 'round(datum.a / 1e3, 2) + "k"', 'datum.a ? 1 : 2', 'year(datum.d) === 2026']; // prettier-ignore
  for (const text of allowed) it(`accepts ${text}`, () => expect(checkVegaExpression(text)).to.equal(undefined));

  const refused = ['event', 'event.view.setTimeout("x")', 'window', 'this', 'datum', 'datum.__proto__', "datum['constructor']", 'datum.a.b', 'datum.a[0]', "datum['a']('x')", 'datum["a" + "b"]', '[1][0]', '(0//1/)', "(0//1/)-'x'", 'a = 1', '{}', '`x`', 'x => x', 'datum.a; alert(1)', 'alert(1)', 'scale("x", 1)', 'data("rows")', 'vlSelectionTest("p", datum)', 'warn("x")', 'open("x")', '/a/.test("a")', 'round', '"a".constructor', '(abs)("x")', "datum['\\u0061']", 'new Date()', 'abs(1)(2)']; // prettier-ignore
  for (const text of refused) it(`refuses ${text}`, () => expect(checkVegaExpression(text)?.message).to.be.a('string'));

  it('looks at any text, however long or odd', () => {
    expect(checkVegaExpression('('.repeat(5000))?.message).to.be.a('string');
    const texts = fc.string({ maxLength: 300 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(typeof checkVegaExpression(text)?.message).to.be.oneOf(['string', 'undefined']);
      }),
    );
  });
});

describe('chart/warnings', () => {
  it('makes a refusal of what Vega only warns about', async () => {
    const { view, warnings } = await runSpec({ data: { values: [{ a: 1 }] }, mark: 'bar', encoding: { nonsense: { field: 'a' }, x: { field: 'a', type: 'quantitative' } } }); // prettier-ignore
    view.finalize();
    expect(warnings.join(' ')).to.match(/nonsense/);
  });

  it('makes none of rows that are not there', async () => {
    const { view, warnings } = await runSpec({ data: { values: [] }, mark: 'bar', encoding: { x: { field: 'a', type: 'quantitative' } } }); // prettier-ignore
    view.finalize();
    expect(warnings).to.deep.equal([]);
  });
});
