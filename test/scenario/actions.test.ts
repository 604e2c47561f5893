/** Actions of the CRM as people run them, on both engines: what is made, by whose rights, all of it or nothing. */
import { expect } from 'chai';
import type { Document } from '../../metadata/schema/kinds.js';
import { createRecord } from '../../server/records/create.js';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { readPackage } from '../helper/prepared-site.js';
import { openRightsSite, type RightsSite } from '../helper/rights-site.js';
import { siteSettled } from '../helper/site-settled.js';
import { dumpHash } from './hostile-site.js';

/** A salesperson who may neither make opportunities nor see the rating of leads, and one who may make no contacts. */
function limited(name: string, id: string, change: (grant: Grant) => Grant | undefined): Document {
  const role = readPackage('crm').documents.find(
    (each) => each.kind === 'role' && each.name === 'salesperson',
  ) as unknown as {
    grants: Grant[];
  };
  return {
    ...role,
    id,
    name,
    grants: role.grants.flatMap((grant) => change(structuredClone(grant)) ?? []),
  } as unknown as Document;
}
interface Grant {
  entity: string;
  actions: Record<string, unknown>;
  fields?: Record<string, string>;
}
const without =
  (entity: string) =>
  (grant: Grant): Grant =>
    grant.entity === entity ? { ...grant, actions: { ...grant.actions, create: false } } : grant;
const blind = (grant: Grant): Grant => (grant.entity === 'lead' ? { ...grant, fields: { estimate: 'mask' } } : grant);

const roles: Readonly<Record<string, Document>> = {
  no_deals: limited('rights_no_deals', '01KAJ0QX00R0ACT10NS0000001', without('opportunity')),
  no_contacts: limited('rights_no_contacts', '01KAJ0QX00R0ACT10NS0000002', without('contact')),
  no_orders: limited('rights_no_orders', '01KAJ0QX00R0ACT10NS0000003', without('order')),
  blind: limited('rights_blind', '01KAJ0QX00R0ACT10NS0000004', blind),
};

eachDatabase('scenario/actions', (fixture) => {
  let site: RightsSite;
  const limitedTo = {} as Record<string, { readonly as: Browser; readonly id: string }>;
  before(async function () {
    this.timeout(180_000);
    site = await openRightsSite({ url: await fixture.freshUrl(), documents: Object.values(roles) });
    for (const [login, role] of Object.entries(roles)) {
      const id = await site.live.addUser({ login, roles: [role.name], department: site.departments.south });
      limitedTo[login] = { id, as: await site.live.signIn(login) };
    }
  });
  after(() => site.live.close());

  type Body = Readonly<Record<string, unknown>>;
  const system = () => site.live.site.system('test');
  const make = (entity: string, body: object) => createRecord(system(), entity, body);
  const makeLead = (owner: string, more: object = {}) =>
    make('lead', {
      name: 'Aurora GmbH', contact_name: 'Eva Roth', title: 'Buyer', phone: '+49 30 555', email: 'eva@aurora.test',
      source: 'web', estimate: 4200, owner, ...more,
    }); // prettier-ignore
  const actionOf = (entity: string, id: string, name: string) => `/api/records/${entity}/${id}/actions/${name}`;
  /** The leads of these tests are all alike. */
  const run = (by: Browser, entity: string, id: string, name: string, body: Body, key?: string) =>
    by.send('POST', `${actionOf(entity, id, name)}?duplicates=allow`, body, key === undefined ? {} : { 'Idempotency-Key': key });
  const read = async (entity: string, id: string) => (await site.as.admin.get(`/api/records/${entity}/${id}`)).json;
  const hash = async () => {
    const { database } = site.live.site.services;
    await siteSettled(database);
    return dumpHash(database);
  };
  const countOf = async (entity: string): Promise<number> =>
    (await site.as.admin.get(`/api/records/${entity}?count=true&limit=1`)).json.total as number;

  it('tells a salesperson which actions there are, without their steps', async () => {
    const entities = (await site.as.ann.get('/api/app')).json.entities as { name: string; actions?: Body[] }[];
    const actionsOf = (name: string) => entities.find((each) => each.name === name)?.actions;
    expect(actionsOf('lead')?.map(({ name, creates, sets }) => ({ name, creates, sets }))).to.deep.equal([
      { name: "convert", creates: [], sets: {} },
    ]);
    expect(actionsOf('quote')?.map(({ name }) => name)).to.deep.equal(['make_order']);
    expect(actionsOf('customer')).to.equal(undefined);
    const masked = (await limitedTo['blind']!.as.get('/api/app')).json.entities as { name: string; actions?: Body[] }[];
    expect(masked.find((each) => each.name === 'lead')?.actions).to.equal(undefined);
  });

  it('shows what a lead would become', async () => {
    const lead = await makeLead(site.users.ann);
    const { status, json } = await site.as.ann.get(actionOf('lead', lead.id, 'convert'));
    expect(status).to.equal(200);
    expect(json).to.include({ version: 1, available: true });
    const [customer, contact, opportunity] = json.steps;
    expect(customer).to.deep.include({ as: 'customer', state: 'make', optional: false, choice: true, allowed: true, links: {} });
    expect(customer.values).to.deep.equal({
      name: 'Aurora GmbH', phone: lead['phone'], email: 'eva@aurora.test', lead_source: 'web',
      owner: { id: site.users.ann, label: 'Person ann' },
    }); // prettier-ignore
    expect(contact).to.deep.include({ state: 'make', links: { customer: 'customer' } });
    expect(contact.values).to.deep.include({ name: 'Eva Roth', title: 'Buyer' });
    expect(opportunity).to.deep.include({ optional: true, links: { customer: 'customer', contact: 'contact' } });
  });

  it('converts a lead: its records, their links, the lead itself, one history each', async () => {
    const lead = await makeLead(site.users.ann);
    const values = { opportunity: { amount: 5000 } };
    const { status, json } = await run(site.as.ann, 'lead', lead.id, 'convert', { version: 1, values });
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(json.version).to.equal(2);
    const { customer, contact, opportunity } = json.made;
    expect(customer).to.deep.include({ entity: 'customer', label: 'Aurora GmbH' });
    expect(json.opens).to.deep.equal({ entity: 'opportunity', id: opportunity.id });
    const after = await read('lead', lead.id);
    expect(after).to.deep.include({
      version: 2, status: 'converted', customer: { id: customer.id, label: 'Aurora GmbH' },
      contact: { id: contact.id, label: 'Eva Roth' }, opportunity: { id: opportunity.id, label: 'Aurora GmbH' },
    }); // prettier-ignore
    expect(after['converted_on']).to.match(/^\d{4}-\d\d-\d\d$/);
    expect(await read('customer', customer.id)).to.deep.include({
      version: 1, name: 'Aurora GmbH', type: 'prospect', lead_source: 'web', owner: { id: site.users.ann, label: 'Person ann' },
    }); // prettier-ignore
    expect(await read('contact', contact.id)).to.deep.include({ customer: { id: customer.id, label: 'Aurora GmbH' }, title: 'Buyer' });
    expect(await read('opportunity', opportunity.id)).to.deep.include({ amount: 5000, stage: 'prospecting', contact: { id: contact.id, label: 'Eva Roth' } });
    for (const [entity, id, actions] of [['lead', lead.id, ['update', 'create']], ['customer', customer.id, ['create']], ['opportunity', opportunity.id, ['create']]] as const) {
      const { entries } = (await site.as.ann.get(`/api/records/${entity}/${id}/history`)).json;
      expect(entries.map((entry: Body) => entry['action']), entity).to.deep.equal(actions);
    }
  }); // prettier-ignore

  it('tells of records like those that would be made, and writes nothing until they were seen', async () => {
    const first = await makeLead(site.users.ann, { name: 'Corona AG', phone: null, email: null });
    expect((await run(site.as.ann, 'lead', first.id, 'convert', { version: 1 })).status).to.equal(200);
    const { id } = await makeLead(site.users.ann, { name: 'Corona AG', phone: null, email: null });
    const before = await hash();
    const refused = await site.as.ann.send('POST', actionOf('lead', id, 'convert'), { version: 1 });
    expect([refused.status, refused.json.error.code, refused.json.error.path]).to.deep.equal([409, 'DUPLICATES', '/customer']);
    expect(refused.json.error.details).to.deep.include({ entity: 'customer', count: 1 });
    expect(await hash()).to.equal(before);
    const [{ id: like }] = refused.json.error.details.records as [{ id: string }];
    const done = await site.as.ann.send('POST', `${actionOf('lead', id, 'convert')}?duplicates=${like}`, { version: 1 });
    expect(done.status, done.text).to.equal(200);
  }); // prettier-ignore

  it('is run once: the same key gives the same answer, another time is refused', async () => {
    const lead = await makeLead(site.users.ann);
    const before = await countOf('customer');
    const both = await Promise.all([0, 1].map(() => run(site.as.ann, 'lead', lead.id, 'convert', { version: 1 }, `twice-${lead.id}`)));
    expect(both.map(({ status }) => status)).to.deep.equal([200, 200]);
    expect(both[0]!.text).to.equal(both[1]!.text);
    expect(await countOf('customer')).to.equal(before + 1);
    const again = await run(site.as.ann, 'lead', lead.id, 'convert', { version: 2 });
    expect(again).to.deep.include({ status: 409 });
    expect(again.json.error.code).to.equal('ACTION_NOT_AVAILABLE');
    expect((await site.as.ann.get(actionOf('lead', lead.id, 'convert'))).json).to.deep.equal({ version: 2, available: false, steps: [] });
    expect(await countOf('customer')).to.equal(before + 1);
  });

  it('leaves out what is optional, skips what has no ground, uses what is there', async () => {
    const plain = await makeLead(site.users.ann, { contact_name: null });
    const done = (await run(site.as.ann, 'lead', plain.id, 'convert', { version: 1, without: ['opportunity'] })).json;
    expect(Object.keys(done.made)).to.deep.equal(['customer']);
    expect(done.opens).to.equal(undefined);
    expect(await read('lead', plain.id)).to.deep.include({ contact: null, opportunity: null, status: 'converted' });

    const filled = await makeLead(site.users.ann, { customer: site.customers.ann });
    const used = (await run(site.as.ann, 'lead', filled.id, 'convert', { version: 1 })).json;
    expect(Object.keys(used.made)).to.deep.equal(['contact', 'opportunity']);
    expect((await read('contact', used.made.contact.id))['customer']).to.have.property('id', site.customers.ann);

    const chosen = await makeLead(site.users.ann);
    const picked = (await run(site.as.ann, 'lead', chosen.id, 'convert', { version: 1, use: { customer: site.customers.ann } })).json;
    expect(Object.keys(picked.made)).to.deep.equal(['contact', 'opportunity']);
    expect((await read('lead', chosen.id))['customer']).to.have.property('id', site.customers.ann);
  });

  it('makes an order with the lines of a quote', async () => {
    const quote = await make('quote', {
      customer: site.customers.ann, owner: site.users.ann,
      lines: [
        { product: site.product, quantity: 2, unit_price: 10, position: 1 },
        { product: site.product, quantity: 3, unit_price: 5, discount: 0.1, position: 2 },
      ],
    }); // prettier-ignore
    const { status, json } = await run(site.as.ann, 'quote', quote.id, 'make_order', { version: 1 });
    expect(status, JSON.stringify(json)).to.equal(200);
    const order = await read('order', json.made.order.id);
    expect((order['lines'] as Body[]).map(({ quantity, unit_price, discount, amount }) => [quantity, unit_price, discount, amount])).to.deep.equal([[2, 10, 0, 20], [3, 5, 0.1, 13.5]]);
    expect(order).to.include({ total: 33.5, status: 'new' });
    expect(await read('quote', quote.id)).to.deep.include({ status: 'accepted', order: { id: order['id'], label: order['number'] } });
  }); // prettier-ignore

  it('makes a quote of an opportunity as often as wanted, but not on what somebody changed meanwhile', async () => {
    const opportunity = await make('opportunity', { name: 'Deal', customer: site.customers.ann, owner: site.users.ann });
    for (let count = 0; count < 2; count++) {
      const { json } = await run(site.as.ann, 'opportunity', opportunity.id, 'new_quote', { version: 1 });
      expect(await read('quote', json.made.quote.id)).to.deep.include({ opportunity: { id: opportunity.id, label: 'Deal' }, status: 'draft' });
    }
    await site.as.ann.send('PATCH', `/api/records/opportunity/${opportunity.id}`, { name: 'Other' }, { 'If-Match': '"1"' });
    const before = await hash();
    const old = await run(site.as.ann, 'opportunity', opportunity.id, 'new_quote', { version: 1 });
    expect([old.status, old.json.error.code]).to.deep.equal([409, 'VERSION_CONFLICT']);
    expect(await hash()).to.equal(before);
  });

  it('writes nothing at all when one part is refused, and says where', async () => {
    const mine = await makeLead(site.users.ann);
    const ofLimited = Object.fromEntries(
      await Promise.all(Object.entries(limitedTo).map(async ([login, { id }]) => [login, await makeLead(id)] as const)),
    );
    const refusals: readonly [string, Browser, string, Body, number, string, string | undefined][] = [
      ['a rule of one record', site.as.ann, mine.id, { values: { opportunity: { amount: -1 }, contact: { name: null } } }, 422, 'REQUIRED', '/contact/name'],
      ['a key nobody knows', site.as.ann, mine.id, { values: { customer: { nothing: 1 } } }, 400, 'UNKNOWN_FIELD', '/customer/nothing'],
      ['a field that is only read', site.as.ann, mine.id, { values: { customer: { credit_limit: 1 } } }, 422, 'FIELD_READONLY', '/customer/credit_limit'],
      ['somebody else as owner', site.as.ann, mine.id, { values: { customer: { owner: site.users.bob } } }, 422, 'FIELD_READONLY', '/customer/owner'],
      ['a step nobody knows', site.as.ann, mine.id, { values: { nothing: {} } }, 400, 'UNKNOWN_STEP', '/values/nothing'],
      ['a step that is needed', site.as.ann, mine.id, { without: ['customer'] }, 422, 'STEP_NEEDED', '/without/0'],
      ['values of what is left out', site.as.ann, mine.id, { without: ['opportunity'], values: { opportunity: { amount: 1 } } }, 422, 'STEP_NOT_MADE', '/values/opportunity'],
      ['a choice where there is none', site.as.ann, mine.id, { use: { opportunity: site.customers.ann } }, 422, 'STEP_NOT_CHOSEN', '/use/opportunity'],
      ['a record not to be seen', site.as.ann, mine.id, { use: { customer: site.customers.cyn } }, 422, 'REFERENCE_NOT_FOUND', '/use/customer'],
      ['an old version', site.as.ann, mine.id, { version: 9 }, 409, 'VERSION_CONFLICT', undefined],
      ["another person's lead", site.as.cyn, mine.id, {}, 404, 'NOT_FOUND', undefined],
      ['a role that may not make opportunities', limitedTo['no_deals']!.as, ofLimited['no_deals']!.id, {}, 403, 'ACTION_NOT_ALLOWED', '/opportunity'],
      ['a role that may not make contacts', limitedTo['no_contacts']!.as, ofLimited['no_contacts']!.id, {}, 403, 'ACTION_NOT_ALLOWED', '/contact'],
      ['a role that sees what is copied only masked', limitedTo['blind']!.as, ofLimited['blind']!.id, {}, 403, 'ACTION_NOT_ALLOWED', undefined],
    ]; // prettier-ignore
    const before = await hash();
    for (const [title, by, id, body, status, code, path] of refusals) {
      const { json, status: given } = await run(by, 'lead', id, 'convert', { version: 1, ...body });
      expect([given, json.error?.code], title).to.deep.equal([status, code]);
      if (path !== undefined) {
        const details = (Array.isArray(json.error.details) ? json.error.details : []) as { path: string }[];
        expect([json.error.path, ...details.map((each) => each.path)], title).to.include(path);
      }
      expect(await hash(), title).to.equal(before);
    }
    const partly = await run(limitedTo['no_deals']!.as, 'lead', ofLimited['no_deals']!.id, 'convert', { version: 1, without: ['opportunity'] });
    expect(partly.status).to.equal(200);
  });

  it('tells nothing of a record that may not be seen: a look-up to it is empty, as everywhere', async () => {
    const told: string[] = [];
    for (const customer of [null, site.customers.cyn]) {
      const lead = await makeLead(site.users.ann, { customer });
      told.push((await site.as.ann.get(actionOf('lead', lead.id, 'convert'))).text);
      const { json } = await run(site.as.ann, 'lead', lead.id, 'convert', { version: 1, without: ['opportunity'] });
      told.push(Object.keys(json.made).join(' '));
      expect((await read('lead', lead.id))['customer']).to.have.property('id', json.made.customer.id);
    }
    expect(told.slice(0, 2)).to.deep.equal(told.slice(2));
  });

  it('is unknown or not allowed where it is not offered', async () => {
    const { as } = limitedTo['no_orders']!;
    const quote = await make('quote', { customer: site.customers.ann, owner: limitedTo['no_orders']!.id });
    for (const answer of [await as.get(actionOf('quote', quote.id, 'make_order')), await run(as, 'quote', quote.id, 'make_order', { version: 1 })])
      expect([answer.status, answer.json.error.code]).to.deep.equal([403, 'ACTION_NOT_ALLOWED']);
    const lead = await makeLead(site.users.ann);
    for (const path of [actionOf('lead', lead.id, 'nothing'), actionOf('nothing', lead.id, 'convert'), actionOf('lead', quote.id, 'convert')])
      expect((await site.as.ann.get(path)).status, path).to.equal(404);
    expect((await run(site.as.ann, 'lead', lead.id, 'convert', { version: 1, nonsense: 1 })).status).to.be.within(400, 422);
  });
}); // prettier-ignore
