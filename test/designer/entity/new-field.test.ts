import { expect } from 'chai';
import { abilitiesOf, freeName, newFieldPlan, type FieldDocuments, type FieldWish } from '../../../designer/entity/new-field.js'; // prettier-ignore
import { applyOperation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { testRegistries } from '../registries.js';
import { readFileSync } from 'node:fs';

const registries = testRegistries();
const validator = createDocumentValidator(registries, createInterpreterChecker);
const shipped = (kind: string, name: string) =>
  JSON.parse(readFileSync(`plugins/crm/metadata/${kind}/${name}.json`, 'utf8')) as Record<string, unknown>;
const documents: FieldDocuments = {
  entity: shipped('entity', 'region'),
  form: shipped('form', 'region_form'),
  view: shipped('view', 'region_all'),
  dictionaries: new Set(['region_climate']),
  newId: () => '01KAJ0QX00T2N8C9SEPKXK1000',
};
const type = (id: string) => registries.field.get(id);
const plan = (wish: Partial<FieldWish> & Pick<FieldWish, 'type'>) => newFieldPlan({ label: 'Climate', ...wish }, documents); // prettier-ignore

describe('designer/entity new field', () => {
  it('is in the entity, on the form at its place, in list and filter bar, all right documents', () => {
    const made = plan({ type: type('integer'), place: { holder: 's_main', after: 'n_code' }, inList: true, inFilter: true, required: true }); // prettier-ignore
    expect(made.field).to.deep.equal({ id: 'f_climate', name: 'climate', type: 'integer', label: 'Climate', required: true }); // prettier-ignore
    const entity = applyOperation(documents.entity, made.entity).document;
    const form = applyOperation(documents.form, made.form!.operation).document;
    const view = applyOperation(documents.view, made.view!).document;
    for (const each of [entity, form, view]) expect(validator.read(each)).to.have.property('document');
    expect(JSON.stringify(form)).to.match(/"n_code".*"n_climate".*"n_parent"/);
    expect((view as { columns: { path: string }[] }).columns.map(({ path }) => path)).to.deep.equal(['name', 'code', 'parent', 'climate']); // prettier-ignore
    expect((view as { quickFilters: string[] }).quickFilters).to.deep.equal(['climate']);
  });

  it('puts a filter where it is seen, before others when there are many', () => {
    const view = shipped('view', 'customer_all');
    const made = newFieldPlan({ label: 'Loyalty', type: type('integer'), inFilter: true }, { ...documents, view });
    const { quickFilters } = applyOperation(view, made.view!).document as unknown as { quickFilters: string[] };
    expect(quickFilters.slice(0, 5)).to.deep.equal(['type', 'level', 'region', 'loyalty', 'country']);
  });

  it('makes text findable when it is filtered, and touches nothing that was not asked', () => {
    expect(plan({ type: type('text'), inFilter: true }).field).to.include({ searchable: true, sortable: true });
    const alone = plan({ type: type('text') });
    expect(alone.field).not.to.have.property('searchable');
    expect(alone).to.have.keys(['field', 'entity']);
  });

  it('makes the list of a choice with it, under a name that is free', () => {
    const made = plan({ type: type('choice'), values: ['Mild', 'Very cold', '热', 'Mild'] });
    expect(made.dictionary).to.include({ kind: 'dictionary', name: 'region_climate_2' });
    expect(made.dictionary!.values.map(({ code }) => code)).to.deep.equal(['mild', 'very_cold', 'value_3', 'mild_2']);
    expect(made.field.options).to.deep.equal({ dictionary: 'region_climate_2' });
    expect(validator.read(made.dictionary)).to.have.property('document');
  });

  it('takes a name that no field has and no expression reads otherwise', () => {
    expect(freeName('Name', new Set(['name']))).to.equal('name_2');
    expect(freeName('Version', new Set())).to.equal('version_value');
    expect(freeName('级别', new Set())).to.equal('field');
    expect(freeName('9 lives', new Set())).to.equal('lives');
  });

  it('offers lists and filters to types that can be shown there', () => {
    const able = (id: string, options = {}) => abilitiesOf(type(id), { id: 'f', name: 'f', type: id, options });
    expect(able('text')).to.deep.equal({ list: true, filter: true, unique: true, wide: false });
    expect(able('longText')).to.include({ filter: false, wide: true });
    expect(able('secret')).to.include({ list: false, filter: false });
    expect(able('children', { entity: 'order', field: 'region' })).to.include({ list: false, filter: false });
    expect(able('lookup', { target: 'region' })).to.include({ list: true, filter: true });
  });
});
