import { expect } from 'chai';
import { planTemplate, sampleOf, templates, withPrefix, type Template } from '../../../designer/start/template.js';
import { checkDocuments, hasErrors } from '../../../metadata/document/check.js';
import { applyOperation } from '../../../metadata/document/operations.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { RoleDocument } from '../../../metadata/schema/app.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { isObjectValue, languages, type Value } from '../../../metadata/value.js';
import { createInterpreterChecker } from '../../../runtime/data/document-checker.js';
import { documents } from '../../plugins/crm/package.js';
import { testRegistries } from '../registries.js';

const registries = testRegistries();
const validator = createDocumentValidator(registries, createInterpreterChecker);
const shipped = documents as readonly Document[];
const menu = shipped.find(({ kind }) => kind === 'menu')!;
const role = shipped.find(({ kind, name }) => kind === 'role' && name === 'salesperson') as RoleDocument;
const headsOf = (all: readonly Document[]) => all.map(({ kind, name, id }) => ({ kind, name, id, removed: false }));

/** Everything that is there after a plan was carried out. */
function applied(plan: ReturnType<typeof planTemplate>, before: readonly Document[]): readonly Document[] {
  const changed = new Map(plan.changed.map(({ key, operation }) => [`${key.kind}/${key.name}`, operation]));
  const mended = before.map((each) => {
    const operation = changed.get(`${each.kind}/${each.name}`);
    return operation ? applyOperation(each, operation).document : each;
  });
  return [...mended, ...plan.created];
}
const around = (all: readonly Document[]) => ({
  heads: headsOf(all),
  menu: all.find(({ kind }) => kind === 'menu')!,
  roles: new Map([['salesperson', all.find(({ kind, name }) => kind === 'role' && name === 'salesperson') as RoleDocument]]),
}); // prettier-ignore

describe('designer/start templates', () => {
  let all: readonly Template[];
  before(async () => {
    all = await Promise.all(templates.map(({ load }) => load()));
  });

  it('hold together with what ships, with and without a prefix, in four languages', () => {
    let site = shipped;
    for (const template of all) {
      for (const each of template.documents) expect(validator.read(each), each.name).to.have.property('document');
      for (const prefix of ['', 'own']) site = applied(planTemplate(template, around(site), prefix), site);
      eachLabel(template as unknown as Value, (label) => expect(Object.keys(label)).to.deep.equal([...languages]));
    }
    const problems = [...checkDocuments(site, registries)].flatMap(([key, found]) => found.filter((each) => hasErrors([each])).map((each) => `${key} ${each.message}`)); // prettier-ignore
    expect(problems).to.deep.equal([]);
    expect(site).to.have.length(shipped.length + 2 * all.flatMap((each) => each.documents).length);
  });

  it('plan nothing the second time, under the same prefix neither', () => {
    for (const template of all) {
      for (const prefix of ['', 'own']) {
        const site = applied(planTemplate(template, around(shipped), prefix), shipped);
        expect(planTemplate(template, around(site), prefix)).to.deep.include({ created: [], changed: [], clashes: [] });
      }
    }
  });

  it('tell names that other documents have, and a prefix is the way out', () => {
    const [template] = all;
    const other = { ...template!.documents.find(({ kind }) => kind === 'entity')!, id: '01KAJ0QX00T2N8C9SEPKXK1099' };
    const site = { heads: headsOf([...shipped, other]), menu, roles: new Map([['salesperson', role]]) };
    expect(planTemplate(template!, site).clashes).to.deep.equal([{ kind: 'entity', name: other.name }]);
    const plan = planTemplate(template!, site, 'it');
    expect(plan.clashes).to.deep.equal([]);
    expect(plan.created.map(({ name }) => name)).to.include('it_asset');
    expect(JSON.stringify(plan.created)).to.not.match(/"(?:entity|dictionary|target)":"asset/);
    const ids = [...template!.documents, ...withPrefix(template!.documents, 'it')].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('bring sample rows whose columns are fields', () => {
    for (const template of all) {
      const sample = sampleOf(template, 'zh-CN', 'own')!;
      const entity = template.documents.find(({ kind, name }) => kind === 'entity' && `own_${name}` === sample.entity) as unknown as { fields: { name: string }[] }; // prettier-ignore
      expect(entity.fields.map(({ name }) => name)).to.include.members(sample.columns.map(({ path }) => path));
      expect(sample.csv.split('\r\n').length).to.be.greaterThan(2);
      expect(sample.csv).to.match(/\p{Script=Han}/u);
    }
  });
});

/** Objects with a text in English. */
function eachLabel(value: Value, check: (label: object) => void): void {
  if (Array.isArray(value)) for (const each of value) eachLabel(each as Value, check);
  else if (isObjectValue(value)) {
    if (typeof value['en'] === 'string') check(value);
    else for (const each of Object.values(value)) eachLabel(each, check);
  }
}
