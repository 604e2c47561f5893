/** Why may X see Y: the answer names role, department path, rule or share, and is the truth: the same as what happens. */
import { expect } from 'chai';
import type { SharingDocument } from '../../metadata/schema/sharing.js';
import { eachDatabase } from '../helper/databases.js';
import type { Answer } from '../helper/http.js';
import { logins, openRightsSite, type Login, type RightsSite } from '../helper/rights-site.js';

const codeOf = ({ status, json }: Answer): string => (json?.error ? `${status} ${json.error.code}` : String(status));

const rule: SharingDocument = {
  kind: 'sharing',
  id: '01KAJ0QX00R1GHTSRVEE000001',
  name: 'rights_berlin',
  schema: 1,
  label: { en: 'Customers in Berlin', 'zh-CN': '柏林客户', 'zh-TW': '柏林客戶', es: 'Clientes de Berlín' },
  entity: 'customer',
  where: { field: 'city', op: 'eq', value: 'Berlin' },
  to: { roles: ['salesperson'] },
  level: 'read',
};

eachDatabase('scenario/trust-explain', (fixture) => {
  let site: RightsSite;
  before(async function () {
    this.timeout(120_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: [rule] });
  });
  after(() => site.live.close());

  const ask = (user: Login, entity: string, id: string, action = 'read') =>
    site.as.admin.get(`/api/access/explain?user=${site.users[user]}&entity=${entity}&id=${id}&action=${action}`);
  const because = (answer: Answer): readonly string[] => answer.json.because.map((each: { text: { en: string } }) => each.text.en);

  it('says by which role, and along which departments', async () => {
    const own = await ask('ann', 'customer', site.customers.ann);
    expect(own.json.text).to.include({ en: 'Person ann may see this Customer.', 'zh-CN': 'Person ann可以查看此客户。' });
    expect(because(own)).to.deep.equal(['The role Salesperson allows it for their own records, and this is one.']);
    const below = await ask('mia', 'customer', site.customers.ann);
    expect(because(below)).to.deep.equal([
      'The role Sales manager allows it for the records of their department and those below it: Sales North under Sales.',
    ]);
    const boss = await ask('admin', 'customer', site.customers.ann, 'delete');
    expect(because(boss)).to.deep.equal(['The role Administrator may do everything.']);
  });

  it('says why not', async () => {
    const { json } = await ask('bob', 'customer', site.customers.ann);
    expect(json.allowed).to.equal(false);
    expect(json.text.en).to.equal('Person bob may not see this Customer.');
    expect(json.not.map((each: { text: { en: string } }) => each.text.en)).to.deep.equal([
      'The role Salesperson allows it for their own records; this is none of them.',
      'The sharing rule Customers in Berlin includes this person, but not this record.',
    ]);
    expect((await ask('dan', 'customer', site.customers.ann)).json.not.map((each: { text: { es: string } }) => each.text.es)).to.deep.equal([
      'Ninguno de sus roles lo permite para registros de este tipo.',
    ]);
  });

  it('names the sharing rule and the share, also where a part follows its whole', async () => {
    const { ann, mia } = site.as;
    await ann.send('PATCH', `/api/records/customer/${site.customers.ann}`, { city: 'Berlin' }, { 'If-Match': '"1"' });
    expect(because(await ask('bob', 'customer', site.customers.ann))).to.deep.equal(['The sharing rule Customers in Berlin includes this record and this person.']);
    expect(because(await ask('bob', 'contact', site.contacts.ann))).to.deep.equal([
      'The sharing rule Customers in Berlin includes this record and this person. It belongs to a Customer that was shared.',
    ]);
    await mia.send('PUT', `/api/records/customer/${site.customers.cyn}/shares`, { to: { user: site.users.bob }, level: 'update', until: '2999-12-31' });
    expect(because(await ask('bob', 'customer', site.customers.cyn, 'update'))).to.deep.equal(['Person mia shared it with Person bob. It holds until 2999-12-31.']);
    expect(because(await ask('bob', 'contact', site.contacts.cyn))).to.deep.equal([
      'Person mia shared it with Person bob. It holds until 2999-12-31. It belongs to a Customer that was shared.',
    ]);
  });

  it('agrees with what happens, for everybody and every record', async function () {
    this.timeout(60_000);
    const wrong: string[] = [];
    for (const login of logins) {
      for (const owner of logins) {
        const { json } = await ask(login, 'customer', site.customers[owner]);
        const happens = (await site.as[login].get(`/api/records/customer/${site.customers[owner]}`)).status === 200;
        if (json.allowed !== happens || json.allowed !== json.because.length > 0) wrong.push(`${login} ${owner}: ${json.allowed} ${happens}`);
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('tells all that a person may do, merged', async () => {
    const { json } = await site.as.admin.get(`/api/access/users/${site.users.desk}`);
    const customer = json.entities.find((each: { entity: string }) => each.entity === 'customer');
    expect(customer.actions.read).to.deep.equal({ scope: 'own', roles: ['rights_desk'], rules: [], byHand: true });
    expect(customer.actions.delete).to.deep.equal({ scope: 'own', roles: ['rights_desk'], rules: [], byHand: false });
    expect(customer.actions).to.not.have.property('share');
    const classes = Object.fromEntries(customer.fields.map((field: { name: string; class: string }) => [field.name, field.class]));
    expect(classes).to.include({ credit_limit: 'read', annual_revenue: 'hidden', phone: 'mask' });
    const product = json.entities.find((each: { entity: string }) => each.entity === 'product');
    const hidden = product.fields.filter((field: { class: string }) => field.class === 'hidden');
    expect(hidden.map((field: { name: string }) => field.name), 'what is not named').to.include.members(['cost', 'list_price']);
  });

  it('is for those who may grant, about records they see and people with a login', async () => {
    const path = `/api/access/explain?user=${site.users.ann}&entity=customer&id=${site.customers.ann}`;
    expect({
      manager: codeOf(await site.as.mia.get(path)),
      'no such record': codeOf(await ask('ann', 'customer', site.users.ann)),
      'no such person': codeOf(await site.as.admin.get(path.replace(site.users.ann, site.customers.ann))),
      'no such action': codeOf(await ask('ann', 'customer', site.customers.ann, 'create')),
      'a stranger parameter': codeOf(await site.as.admin.get(`${path}&x=1`)),
      rights: codeOf(await site.as.mia.get(`/api/access/users/${site.users.ann}`)),
    }).to.deep.equal({
      manager: '403 RIGHT_MISSING', 'no such record': '404 NOT_FOUND', 'no such person': '404 NOT_FOUND',
      'no such action': '400 INVALID_PARAMETER', 'a stranger parameter': '400 UNKNOWN_PARAMETER', rights: '403 RIGHT_MISSING',
    });
  });

  it('leaves one security event of each refusal', async () => {
    expect(site.live.refused.size).to.be.greaterThan(5);
    await site.live.refused.expectEvents(site.live);
  });
}); // prettier-ignore
