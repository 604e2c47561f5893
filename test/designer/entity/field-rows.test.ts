import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { archiveOperation, fieldRows, fieldsIn, moveOperation, pathOf, relationsOut, retypeEffect, shiftPlace } from '../../../designer/entity/field-rows.js'; // prettier-ignore
import { newFieldPlan } from '../../../designer/entity/new-field.js';
import type { DocumentView } from '../../../designer/session/document-client.js';
import { OpenDocument, type DocumentPorts } from '../../../designer/session/open-document.js';
import { setOperation } from '../../../designer/session/set-value.js';
import { applyOperation, type Operation } from '../../../metadata/document/operations.js';
import type { EntityDocument, FormDocument, ViewDocument } from '../../../metadata/schema/entity.js';
import { testRegistries } from '../registries.js';

const shipped = <T>(kind: string, name: string) =>
  JSON.parse(readFileSync(`plugins/crm/metadata/${kind}/${name}.json`, 'utf8')) as T;
const region = shipped<EntityDocument>('entity', 'region');
const registries = testRegistries();
const names = (entity: unknown) => fieldsIn(entity).map(({ name }) => name);

describe('designer/entity field rows', () => {
  it('says of each field where it leads, how often it is shown, and what it was', () => {
    const form = shipped<FormDocument>('form', 'region_form');
    const view = shipped<ViewDocument>('view', 'region_all');
    const entity = applyOperation(region, setOperation(region, [...pathOf('f_code'), 'type'], 'integer')).document;
    const rows = fieldRows({ entity, released: region, forms: [form], views: [view, view] });
    expect(rows.map(({ field, target, forms, lists, typeWas }) => [field.name, target, forms, lists, typeWas])).to.deep.equal([
      ['name', undefined, 1, 2, undefined],
      ['code', undefined, 1, 2, 'text'],
      ['parent', 'region', 1, 2, undefined],
    ]); // prettier-ignore
    expect(relationsOut(region)).to.deep.equal([{ id: 'f_parent', entity: 'region', field: 'parent' }]);
  });

  it('moves fields by drag and by key, and says nothing where they stand already', () => {
    const moved = applyOperation(region, moveOperation(region, 'f_parent', null)!).document;
    expect(names(moved)).to.deep.equal(['parent', 'name', 'code']);
    expect(moveOperation(region, 'f_code', 'f_name')).to.equal(undefined);
    expect([-1, 1].map((by) => shiftPlace(region, 'f_name', by as 1))).to.deep.equal([undefined, 'f_code']);
    expect([-1, 1].map((by) => shiftPlace(region, 'f_parent', by as 1))).to.deep.equal(['f_name', undefined]);
  });

  it('says what publishing makes of another type', () => {
    const effect = (was: object, is: object) =>
      retypeEffect(
        { id: 'f', name: 'f', type: 'text', ...was },
        { id: 'f', name: 'f', type: 'text', ...is },
        registries,
      );
    expect(effect({}, { type: 'email' })).to.equal('kept');
    expect(effect({}, { type: 'integer' })).to.equal('needsColumn');
    expect(effect({ options: { length: 80 } }, { options: { length: 20 } })).to.equal('needsColumn');
    expect(effect({ type: 'money', options: { scale: 2 } }, { type: 'decimal', options: { scale: 4 } })).to.equal(
      'needsColumn',
    );
    expect(effect({}, { type: 'integer', name: 'g' })).to.equal('carried');
    expect(effect({}, { type: 'lookup', options: { entity: 'region' } })).to.equal('refused');
  });

  it('archives a field and takes it back', () => {
    const away = applyOperation(region, archiveOperation(region, 'f_code')!).document;
    expect(fieldsIn(away)[1]).to.include({ archived: true });
    expect(applyOperation(away, archiveOperation(away, 'f_code')!).document).to.deep.equal(region);
  });

  it('takes thirty random edits back and does them again: the same documents', () => {
    const ports = {
      check: (each: string) => ({ document: JSON.parse(each) as EntityDocument, findings: [] }),
      keep: () => undefined,
      changed: () => undefined,
      now: () => new Date(0),
    } as unknown as DocumentPorts;
    const types = ['text', 'integer', 'date', 'longText'].map((id) => registries.field.get(id));
    const edit = fc.tuple(fc.nat(4), fc.nat(), fc.nat());
    fc.assert(
      fc.property(fc.array(edit, { minLength: 30, maxLength: 30 }), (edits) => {
        const view = { document: region, layer: 'site', revision: 1, base: 1, draft: false, problems: [] } as DocumentView; // prettier-ignore
        const open = new OpenDocument({ kind: 'entity', name: 'region' }, view, region, ports);
        const texts = [open.text];
        for (const [act, which, where] of edits) {
          const operation = randomEdit(open.value, act, which, where);
          if (!operation) continue;
          open.apply(operation);
          open.endGesture();
          if (open.text !== texts.at(-1)) texts.push(open.text);
          expect(new Set(names(open.value)).size).to.equal(names(open.value).length);
        }
        for (const each of texts.slice(0, -1).reverse()) (open.undo(), expect(open.text).to.equal(each));
        for (const each of texts.slice(1)) (open.redo(), expect(open.text).to.equal(each));
        open.close();
      }),
      { numRuns: 30 },
    );

    function randomEdit(value: unknown, act: number, which: number, where: number): Operation | undefined {
      const fields = fieldsIn(value);
      const { id } = fields[which % fields.length]!;
      if (act === 0) {
        const wish = { label: `Level ${where % 5}`, type: types[which % types.length]! };
        return newFieldPlan(wish, { entity: value, dictionaries: new Set(), newId: () => '' }).entity;
      }
      if (act === 1) return moveOperation(value, id, fields[where % fields.length]!.id);
      if (act === 2) {
        const after = shiftPlace(value, id, where % 2 === 0 ? 1 : -1);
        return after === undefined ? undefined : moveOperation(value, id, after);
      }
      if (act === 3) return archiveOperation(value, id);
      return setOperation(value, [...pathOf(id), 'required'], where % 2 === 0 ? true : undefined);
    }
  });
});
