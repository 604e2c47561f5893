import { expect } from 'chai';
import { duplicateOf, nameFrom, needsEntity, smallestDocument } from '../../../designer/session/smallest-document.js';
import { checkDocuments, documentKey } from '../../../metadata/document/check.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import { kinds, type Document, type Kind } from '../../../metadata/schema/kinds.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { testRegistries } from '../registries.js';

describe('session/smallest-document', () => {
  const registries = testRegistries();
  const validator = createDocumentValidator(registries, createInterpreterChecker);
  let count = 0;
  const newId = () => `01KAJ0QX00T2N8C9SEPKXK${String(10_00 + count++)}`;
  const begin = (kind: Kind, name: string) =>
    smallestDocument(
      { kind, name, label: 'Thing', ...(needsEntity(kind, registries) ? { entity: 'thing' } : {}) },
      { registries, newId, nameField: () => 'name' },
    );

  for (const kind of kinds) {
    it(`begins a valid ${kind} without any finding`, () => {
      const entity = begin('entity', 'thing');
      const document = kind === 'entity' ? entity : begin(kind, kind === 'settings' ? 'site' : 'first');

      expect(validator.validate(document)).to.deep.equal([]);
      const documents: Document[] = document === entity ? [entity] : [entity, document];
      expect(checkDocuments(documents, registries).get(documentKey(document)) ?? []).to.deep.equal([]);
    });
  }

  it('says name and label first, as people read them', () => {
    expect(Object.keys(begin('view', 'first')).slice(0, 6)).to.deep.equal([
      'kind',
      'id',
      'name',
      'schema',
      'label',
      'entity',
    ]);
  });

  it('copies a document under a fresh id', () => {
    const document = begin('menu', 'main');
    const copy = duplicateOf(document, 'other', 'Other', newId);
    expect(copy).to.deep.equal({ ...document, name: 'other', label: 'Other', id: copy.id });
    expect(copy.id).not.to.equal(document.id);
  });

  it('makes names of labels', () => {
    expect(nameFrom('Key accounts 2')).to.equal('key_accounts_2');
    expect(nameFrom('Dirección, país')).to.equal('direccion_pais');
    expect(nameFrom('2026 plan')).to.equal('plan');
    expect(nameFrom('客户')).to.equal('');
  });
});
