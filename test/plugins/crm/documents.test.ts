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
    labelKeys.has(key) && !path.endsWith('/styles')
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
    const names = ['category', 'contact', 'customer', 'opportunity', 'order', 'order_line', 'product', 'region', 'supplier', 'task']; // prettier-ignore
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

  it('name every country once, in four languages', () => {
    const { values } = model.dictionaries.get('country')!;
    expect(values.size).to.equal(249);
    const china = values.get('CN')!.label as Record<string, string>;
    expect(china).to.deep.equal({ en: 'China', 'zh-CN': '中国', 'zh-TW': '中國', es: 'China' });
  });
});
