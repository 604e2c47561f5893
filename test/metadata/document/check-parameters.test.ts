import { expect } from 'chai';
import { checkParameters } from '../../../metadata/document/check-parameters.js';
import type { Dataset } from '../../../metadata/schema/dataset.js';
import type { Parameter } from '../../../metadata/schema/parameter.js';
import { testFunctions } from '../../helper/model.js';
import { createTestRegistries } from './registries.js';

const where = (parameter: string) => ({ field: 'region', op: 'eq', value: { parameter } }) as const;
const query = (parameter: string): Dataset => ({
  name: 'S',
  source: { type: 'query', query: { entity: 'customer', select: [{ path: 'name' }], where: where(parameter) } },
});
const region: Parameter = { name: 'region', type: 'id', options: { entity: 'region' } };

const registries = { ...createTestRegistries(), function: testFunctions() };

/** What is wrong with these parameters: `pointer code`. */
const findings = (parameters: readonly Parameter[], datasets: readonly Dataset[] = []) =>
  checkParameters({ parameters, datasets }, registries).map(({ path, code }) => `${path} ${code}`);

describe('document/check-parameters', () => {
  const cases: readonly (readonly [string, readonly Parameter[], readonly string[]])[] = [
    ['a widget that chooses something else', [{ name: 'a', type: 'date', widget: 'number' }], ['/parameters/0/widget WIDGET_MISFIT']],
    ['several values in a widget for one', [{ name: 'a', type: 'text', widget: 'choice', multiple: true, options: { dictionary: 'd' } }], ['/parameters/0/multiple WIDGET_MISFIT']],
    ['a widget for several with one', [{ name: 'a', type: 'text', widget: 'multi', options: { dictionary: 'd' } }], ['/parameters/0/multiple WIDGET_MISFIT']],
    ['a list without anything to list', [{ name: 'a', type: 'text', widget: 'choice' }], ['/parameters/0/options OPTIONS_MISSING']],
    ['two places to choose from', [{ name: 'a', type: 'id', options: { dictionary: 'd', entity: 'e' } }], ['/parameters/0/options OPTIONS_MANY']],
    ['a dataset without its value', [{ name: 'a', type: 'text', options: { dataset: 'S' } }], ['/parameters/0/options/value OPTIONS_MISSING']],
    ['a default that is no range', [{ name: 'a', type: 'dateRange', default: 'soon' }], ['/parameters/0/default BAD_RANGE']],
    ['an offered range that is none', [{ name: 'a', type: 'dateRange', options: { ranges: ['lastDecades:2'] } }], ['/parameters/0/options/ranges/0 BAD_RANGE']],
    ['a name that a range has taken', [{ name: 'a', type: 'dateRange' }, { name: 'a_from', type: 'date' }], ['/parameters/0/name DUPLICATE_NAME']],
    ['depending on nothing', [{ ...region, dependsOn: ['gone'] }], ['/parameters/0/dependsOn UNKNOWN_NAME']],
    ['a circle', [{ ...region, name: 'a', dependsOn: ['b'] }, { ...region, name: 'b', dependsOn: ['a'] }], ['/parameters/0/dependsOn PARAMETER_CIRCLE']],
    ['reading a parameter without saying so', [region, { name: 'a', type: 'id', options: { entity: 'customer', where: where('region') } }], ['/parameters/1/dependsOn DEPENDS_ON_MISSING']],
  ]; // prettier-ignore
  for (const [name, parameters, expected] of cases)
    it(`finds ${name}`, () => expect(findings(parameters)).to.deep.equal(expected));

  it('sees through the dataset that gives the options', () => {
    const parameter: Parameter = { name: 'a', type: 'text', options: { dataset: 'S', value: 'name' } };
    expect(findings([region, parameter], [query('region')])).to.deep.equal([
      '/parameters/1/dependsOn DEPENDS_ON_MISSING',
    ]);
    expect(findings([region, { ...parameter, dependsOn: ['region'] }], [query('region')])).to.deep.equal([]);
  });
});
