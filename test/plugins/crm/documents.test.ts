import { expect } from 'chai';
import { checkDocuments } from '../../../metadata/document/check.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { languages } from '../../../metadata/value.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { documents, registries, shipped } from './package.js';

const model = compileModel(documents, registries);

const labelKeys = new Set(['label', 'plural', 'help', 'title', 'validMessage']);

/** Every label in a document, with its place. */
function labelsIn(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => labelsIn(item, `${path}/${index}`));
  return Object.entries(value).flatMap(([key, inner]) =>
    labelKeys.has(key) && !/\/(styles|values)$/.test(path)
      ? [[`${path}/${key}`, inner] as const]
      : labelsIn(inner, `${path}/${key}`),
  );
}

describe('crm/documents', () => {
  it('are what their kinds say', () => {
    const validator = createDocumentValidator(registries, createAjvChecker());
    const problems = shipped.flatMap(({ file, document }) =>
      validator.validate(document).map((problem) => `${file}${problem.path}: ${problem.code} ${problem.message}`),
    );
    expect(problems).to.deep.equal([]);
  });

  it('hold together: every name, path and expression means something', () => {
    const found = [...checkDocuments(documents, registries, model)].flatMap(([key, problems]) =>
      problems.map((problem) => `${key}${problem.path}: ${problem.code} ${problem.message}`),
    );
    expect(found).to.deep.equal([]);
  });

  it('stand in the file of their kind and name, with ids of their own', () => {
    for (const { file, document } of shipped) {
      expect(file).to.equal(`${document.kind}/${document.name}.json`);
    }
    expect(new Set(documents.map((document) => document.id)).size).to.equal(documents.length);
  });

  it('speak four languages everywhere', () => {
    for (const { file, document } of shipped) {
      expect(document.label, file).to.be.an('object');
      for (const [path, label] of labelsIn(document, '')) {
        expect(Object.keys(label as object).sort(), `${file}${path}`).to.have.members([...languages]);
      }
    }
  });

  it('have the entities of the CRM, and give each a form and a list', () => {
    const own = shipped.filter((each) => each.plugin === 'crm' && each.document.kind === 'entity');
    const names = [
      'agent', 'area', 'brand', 'call_shift', 'campaign', 'campaign_member', 'campaign_step', 'category', 'contact', 'contract', 'customer',
      'customer_relation', 'interaction', 'lead', 'network', 'network_report', 'opportunity', 'opportunity_stage', 'order', 'order_line', 'payment',
      'price_item', 'price_list', 'product', 'quote', 'quote_line', 'region', 'sales_target', 'service_event', 'service_request', 'stock',
      'supplier', 'task',
    ]; // prettier-ignore
    expect(own.map((each) => each.document.name)).to.have.members(names);
    for (const name of names) {
      expect(
        model.list('form').some((form) => form.entity === name && form.purpose.includes('detail')),
        name,
      ).to.equal(true);
      expect(
        model.list('view').some((view) => view.entity === name && view.position === 0),
        name,
      ).to.equal(true);
    }
  });

  it('inherit the owner of a contact and an order line from what they are part of', () => {
    expect(model.entities.get('order_line')!.ownerPath).to.equal('order.owner');
    expect(model.entities.get('contact')!.ownerPath).to.equal('customer.owner');
    expect(model.entities.get('customer')!.ownerPath).to.equal('owner');
  });

  it('show no cost to salespeople, and nobody but the administrator has every right', () => {
    const product = model.find('role', 'salesperson')!.grants.find((grant) => grant.entity === 'product')!;
    expect(product.fields).to.deep.equal({ cost: 'hidden' });
    expect(
      model
        .list('role')
        .filter((role) => role.all)
        .map((role) => role.name),
    ).to.deep.equal(['administrator']);
  });

  it('put every entity of the CRM into the roles, and give nobody a grant for what is not there', () => {
    const own = shipped.filter((each) => each.plugin === 'crm' && each.document.kind === 'entity');
    const names = own.map((each) => each.document.name);
    for (const name of ['salesperson', 'sales_manager', 'marketing'] as const) {
      const granted = model.find('role', name)!.grants.map((grant) => grant.entity);
      const missing = names.filter((entity) => !granted.includes(entity));
      expect(missing, name).to.deep.equal([]);
      expect(new Set(granted).size, name).to.equal(granted.length);
    }
  });

  it('let service staff read all requests and change those of their department, and see no deals and no costs', () => {
    const role = model.find('role', 'service')!;
    const of = (entity: string) => role.grants.find((grant) => grant.entity === entity);
    expect(of('service_request')!.actions).to.include({
      create: true,
      read: 'all',
      update: 'department',
      delete: 'none',
    });
    for (const hidden of ['opportunity', 'lead', 'quote', 'payment', 'sales_target', 'price_list', 'supplier'])
      expect(of(hidden), hidden).to.equal(undefined);
    expect(of('product')!.fields).to.deep.equal({ cost: 'hidden' });
    expect(of('customer')!.fields).to.deep.equal({ credit_limit: 'hidden', income: 'hidden' });
    expect(role.home).to.deep.equal({ type: 'dashboard', name: 'home_service' });
  });

  it('count orders, buyers and products sold by sales only, wherever returns stand among the rows', () => {
    const shared = model.list('dataset').map((document) => ({ name: document.name, datasets: [document] }));
    const queries = [...model.list('dashboard'), ...model.list('report'), ...shared].flatMap((document) =>
      document.datasets.flatMap(({ name, source }) => (source.type === 'query' ? [{ said: `${document.name}.${name}`, query: source.query }] : [])),
    ); // prettier-ignore
    let counted = 0;
    for (const { said, query } of queries.filter(
      ({ query: { entity } }) => entity === 'order' || entity === 'order_line',
    )) {
      for (const { aggregate, path, where } of query.select) {
        if (aggregate !== 'count' && aggregate !== 'countDistinct' && path !== 'quantity') continue;
        expect(JSON.stringify(where), `${said} ${path}`).to.match(
          /kind","op":"(eq","value":"sale"|in","value":\["sale")/,
        );
        counted++;
      }
    }
    expect(counted).to.be.greaterThan(20);
  });

  it('begin the day of every role on a page with a list of what is to be done', () => {
    for (const role of model.list('role').filter(({ all }) => !all)) {
      const home = role.home?.type === 'dashboard' ? model.find('dashboard', role.home.name) : undefined;
      if (!home) continue;
      const lists = home.widgets.filter(({ type }) => type === 'list').map(({ options }) => options!['entity']);
      expect(lists, role.name).to.include('task');
      expect(
        home.phoneOrder!.slice(0, 4).some((id) => id.startsWith('l_')),
        role.name,
      ).to.equal(true);
    }
    expect(model.list('role').filter(({ home }) => home).map(({ name }) => name)).to.include.members(['salesperson', 'sales_manager', 'marketing', 'service']); // prettier-ignore
  });

  it('know the types of customers that a CRM must tell apart', () => {
    const codes = [...model.dictionaries.get('customer_type')!.values.keys()];
    expect(codes).to.include.members([
      'prospect', 'target', 'potential', 'existing', 'lost', 'partner', 'competitor', 'blacklist',
    ]); // prettier-ignore
  });

  it('name the industries of GB/T 4754-2011: 20 sections with 96 divisions below them', () => {
    const { values } = model.dictionaries.get('industry')!;
    const sections = [...values.values()].filter((value) => value.parent === undefined).map((value) => value.code);
    const divisions = [...values.values()].filter((value) => value.parent !== undefined);
    expect(sections.join('')).to.equal('ABCDEFGHIJKLMNOPQRST');
    expect(divisions.map((value) => value.code.slice(1)).sort()).to.deep.equal(
      Array.from({ length: 96 }, (_, index) => String(index + 1).padStart(2, '0')),
    );
    for (const { code, parent } of divisions) expect(parent).to.equal(code[0]);
    expect((model.entities.get('customer')!.fields.get('industry')!.document.help as { en: string }).en).to.include(
      '2011',
    );
  });

  it('name every country once, in four languages', () => {
    const { values } = model.dictionaries.get('country')!;
    expect(values.size).to.equal(249);
    const china = values.get('CN')!.label as Record<string, string>;
    expect(china).to.deep.equal({ en: 'China', 'zh-CN': '中国', 'zh-TW': '中國', es: 'China' });
  });
});
