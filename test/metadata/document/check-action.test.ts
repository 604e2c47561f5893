/** What the check says of actions, by the CRM's own with one place changed. */
import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import { checkDocuments } from '../../../metadata/document/check.js';
import { indexReferences, whereUsed } from '../../../metadata/document/references.js';
import { compileModel } from '../../../metadata/model/compile.js';
import type { EntityAction } from '../../../metadata/schema/entity-action.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { productRegistries } from '../../helper/context.js';
import { readPackage } from '../../helper/prepared-site.js';

type Mutable = EntityAction & { sets: Record<string, string> };

describe('document/check-action', () => {
  let registries: Registries;
  const documents = [...readPackage('core').documents, ...readPackage('crm').documents];
  before(async () => {
    registries = await productRegistries();
  });

  /** Findings of an entity whose first action was changed, as `path CODE`. */
  function findings(entity: string, change: (action: Mutable) => void): readonly string[] {
    const changed = documents.map((document): Document => {
      if (document.kind !== 'entity' || document.name !== entity) return document;
      const copy = structuredClone(document);
      change(copy.actions![0] as Mutable);
      return copy;
    });
    const found = checkDocuments(changed, { ...registries }).get(`entity/${entity}`) ?? [];
    return found.map(({ path, code, severity }) => `${path.replace('/actions/0', '')} ${code}${severity === 'warning' ? '?' : ''}`);
  } // prettier-ignore

  const cases: readonly [string, string, (action: Mutable) => void, readonly string[]][] = [
    ['nothing in what is shipped', 'lead', () => undefined, []],
    ['an unknown entity', 'lead', (a) => (a.creates[2]!.entity = 'opportunty'), ['/creates/2/entity UNKNOWN_ENTITY']],
    ['an unknown field of the new record', 'lead', (a) => (a.creates[0]!.values = { name: 'name', nam: 'name' }), ['/creates/0/values/nam UNKNOWN_FIELD']],
    ['an unknown field of the source', 'lead', (a) => (a.creates[0]!.values['phone'] = 'fone'), ['/creates/0/values/phone UNKNOWN_NAME']],
    ['a record of a later step', 'lead', (a) => (a.creates[0]!.values['parent'] = '$contact'), ['/creates/0/values/parent UNKNOWN_PARAMETER']],
    ['a record of no step', 'lead', (a) => (a.sets['customer'] = '$custmer'), ['/sets/customer UNKNOWN_PARAMETER']],
    ['a step to open that is not there', 'lead', (a) => (a.opens = 'deal'), ['/opens UNKNOWN_NAME']],
    ['a condition that is none', 'lead', (a) => (a.creates[1]!.onlyIf = 'contact_name'), ['/creates/1/onlyIf NOT_A_CONDITION']],
    ['a condition over what is made', 'lead', (a) => (a.creates[1]!.onlyIf = 'isNull($customer)'), ['/creates/1/onlyIf UNKNOWN_PARAMETER']],
    ['a value of another type', 'lead', (a) => (a.creates[2]!.values['amount'] = 'name'), ['/creates/2/values/amount ACTION_VALUE']],
    ['a record of another entity', 'lead', (a) => (a.sets['contact'] = '$customer'), ['/sets/contact ACTION_VALUE']],
    ['a look-up to another entity', 'lead', (a) => (a.creates[0]!.values['region'] = 'area'), ['/creates/0/values/region ACTION_VALUE']],
    ['a code that is none', 'lead', (a) => (a.sets['status'] = '"won"'), ['/sets/status ACTION_VALUE']],
    ['a field that is computed', 'lead', (a) => (a.creates[2]!.values['weighted'] = '1'), ['/creates/2/values/weighted ACTION_NOT_WRITABLE']],
    ['a field of the platform', 'lead', (a) => (a.sets['created_at'] = 'now()'), ['/sets/created_at ACTION_NOT_WRITABLE']],
    ['a look-up that stands for another entity', 'lead', (a) => (a.creates[0]!.unless = 'contact'), ['/creates/0/unless ACTION_UNLESS']],
    ['a required field that gets nothing', 'lead', (a) => (a.creates[1]!.values = { name: 'contact_name' }), ['/creates/1/values ACTION_ASKS?']],
    ['two steps of one name', 'lead', (a) => (a.creates[1]!.as = 'customer'), ['/creates/1/as DUPLICATE_NAME', '/creates/2/values/contact UNKNOWN_PARAMETER', '/sets/contact UNKNOWN_PARAMETER']],
    ['the name that the source has', 'quote', (a) => { a.creates[0]!.as = 'sets'; a.sets = {}; delete a.opens; }, ['/creates/0/as RESERVED_NAME']],
    ['an action that does nothing', 'quote', (a) => { a.creates = []; a.sets = {}; delete a.opens; }, [' ACTION_EMPTY']],
    ['rows of what is no list', 'quote', (a) => (a.creates[0]!.rows!['lines']!.from = 'customer'), ['/creates/0/rows/lines/from NOT_A_LIST']],
    ['an unknown field of a row', 'quote', (a) => (a.creates[0]!.rows!['lines']!.values['quantity'] = 'amout'), ['/creates/0/rows/lines/values/quantity UNKNOWN_NAME']],
    ['a value of a row of another type', 'quote', (a) => (a.creates[0]!.rows!['lines']!.values['discount'] = 'product.name'), ['/creates/0/rows/lines/values/discount ACTION_VALUE']],
  ]; // prettier-ignore
  for (const [title, entity, change, expected] of cases) {
    it(`finds ${title}`, () => expect(findings(entity, change)).to.deep.equal(expected));
  }

  it('knows where actions use a field or an entity', () => {
    const index = indexReferences(documents, { model: compileModel(documents, registries), registries });
    const uses = (entity: string, field: string) =>
      whereUsed(index, 'entity', entity, field).map(({ kind, name, path }) => `${kind}/${name} ${path}`);
    expect(uses('lead', 'estimate')).to.include('entity/lead /actions/0/creates/2/values/amount');
    expect(uses('order', 'payment_terms')).to.include('entity/quote /actions/0/creates/0/values/payment_terms');
    expect(uses('order_line', 'discount')).to.include('entity/quote /actions/0/creates/0/rows/lines/values/discount');
    expect(uses('quote_line', 'discount')).to.include('entity/quote /actions/0/creates/0/rows/lines/values/discount');
    expect(whereUsed(index, 'entity', 'opportunity').map(({ name, path }) => `${name} ${path}`)).to.include('lead /actions/0/creates/2/entity');
  }); // prettier-ignore
});
