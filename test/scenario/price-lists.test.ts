/** Prices of lines of orders and quotes: from the list that applies, whoever writes and however; what is stated stands. */
import { expect } from 'chai';
import { eachDatabase } from '../helper/databases.js';
import type { Browser } from '../helper/http.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';

eachDatabase('scenario/price-lists', (fixture) => {
  let live: LiveSite;
  let admin: Browser;
  let ann: Browser;
  const ids: Record<string, string> = {};
  before(async function () {
    this.timeout(120_000);
    live = await startLiveSite({ url: await fixture.freshUrl() });
    ids['ann'] = await live.addUser({ login: 'ann', roles: ['salesperson'] });
    [admin, ann] = await Promise.all([live.signIn('admin'), live.signIn('ann')]);
    const make = async (key: string, entity: string, values: object) => {
      const answer = await admin.post(`/api/records/${entity}?duplicates=allow`, values);
      expect(answer.status, `${key} ${answer.text}`).to.equal(201);
      ids[key] = answer.json.id as string;
    };
    await make('west', 'region', { name: 'West', code: 'W' });
    await make('east', 'region', { name: 'East', code: 'E' });
    await make('tea', 'product', { name: 'Tea', code: 'TEA', list_price: 100 });
    await make('cup', 'product', { name: 'Cup', code: 'CUP', list_price: 7 });
    const list = (key: string, values: object, tiers: readonly (readonly [least: number, price: number])[]) =>
      make(key, 'price_list', {
        name: key, ...values, items: tiers.map(([least, price]) => ({ product: ids['tea'], min_quantity: least, price })),
      }); // prettier-ignore
    await list('all', {}, [[1, 90], [10, 80]]);
    await list('inWest', { region: ids['west'] }, [[1, 85]]);
    await list('best', { level: 'A' }, [[1, 75], [50, 70]]);
    await list('own', { special: true, valid_from: '2026-01-01', valid_to: '2026-06-30' }, [[5, 60]]);
    await list('off', { level: 'B', active: false }, [[1, 1]]);
    await list('past', { level: 'B', valid_to: '2025-12-31' }, [[1, 2]]);
    await make('plain', 'customer', { name: 'Plain', region: ids['east'], level: 'C', owner: ids['ann'] });
    await make('western', 'customer', { name: 'Western', region: ids['west'], level: 'B', owner: ids['ann'] });
    await make('key', 'customer', { name: 'Key', region: ids['west'], level: 'A', owner: ids['ann'] });
    await make('agreed', 'customer', { name: 'Agreed', region: ids['west'], level: 'A', price_list: ids['own'], owner: ids['ann'] });
  }); // prettier-ignore
  after(() => live?.close());

  const priced = async (who: Browser, customer: string, line: object, order: object = {}): Promise<number> => {
    const lines = [{ product: ids['tea'], ...line }];
    const body = { customer: ids[customer], ordered_on: '2026-03-01', lines, ...order };
    const answer = await who.post('/api/records/order', body);
    expect(answer.status, answer.text).to.equal(201);
    const { json } = await who.get(`/api/records/order_line?fields=unit_price&filter=${encodeURIComponent(JSON.stringify({ field: 'order', op: 'eq', value: answer.json.id }))}`); // prettier-ignore
    return (json.rows as { unit_price: number }[])[0]!.unit_price;
  };

  const cases: readonly (readonly [said: string, customer: string, line: object, order: object, price: number])[] = [
    ['the list for everybody', 'plain', {}, {}, 90],
    ['its step by quantity', 'plain', { quantity: 10 }, {}, 80],
    ['the list of the region before it', 'western', { quantity: 10 }, {}, 85],
    ['the region of the order, where it is another', 'western', {}, { region: 'east' }, 90],
    ['the list of the level before that of the region', 'key', {}, {}, 75],
    ['its step by quantity, too', 'key', { quantity: 50 }, {}, 70],
    ['the customer’s own list before all', 'agreed', { quantity: 5 }, {}, 60],
    ['what the own list does not have, from the others', 'agreed', { quantity: 4 }, {}, 75],
    ['the own list on its last day', 'agreed', { quantity: 5 }, { ordered_on: '2026-06-30' }, 60],
    ['the others from the day after', 'agreed', { quantity: 5 }, { ordered_on: '2026-07-01' }, 75],
    ['what is stated', 'agreed', { quantity: 5, unit_price: 61.5 }, {}, 61.5],
  ];
  for (const [said, customer, line, order, price] of cases) {
    it(`takes ${said}`, async () => {
      const region = (order as { region?: string }).region;
      const stated = region === undefined ? order : { ...order, region: ids[region] };
      expect(await priced(ann, customer, line, stated)).to.equal(price);
    });
  }

  it('takes the price of the product where no list has it', async () => {
    expect(await priced(ann, 'key', { product: ids['cup'] })).to.equal(7);
  });

  it('takes the list that a quote names, which begins with the customer’s', async () => {
    const quote = async (values: object) => {
      const body = { quoted_on: '2026-03-01', lines: [{ product: ids['tea'], quantity: 5 }], ...values };
      const answer = await ann.post('/api/records/quote', body);
      expect(answer.status, answer.text).to.equal(201);
      const { json } = await ann.get(`/api/records/quote/${answer.json.id}?fields=price_list,lines.unit_price`);
      return [json.price_list?.id, json.lines[0].unit_price] as const;
    };
    expect(await quote({ customer: ids['agreed'] })).to.deep.equal([ids['own'], 60]);
    expect(await quote({ customer: ids['plain'], price_list: ids['best'] })).to.deep.equal([ids['best'], 75]);
  });

  it('tells a form the same price before it is saved', async () => {
    const { json } = await ann.get('/api/app');
    const line = (json.entities as { name: string; fields: { name: string; default?: { from: object[] } }[] }[]).find(({ name }) => name === 'order_line')!; // prettier-ignore
    expect(line.fields.find(({ name }) => name === 'unit_price')!.default!.from).to.have.length(2);
    const ask = (who: Browser, body: object) => who.post('/api/records/order_line/look-up', body);
    // The expressions in the order in which the document has them: list, product, quantity, day, level, region.
    const values = [ids['own'], ids['tea'], 5, '2026-03-01', 'A', ids['west']];
    expect((await ask(ann, { field: 'unit_price', values })).json).to.deep.equal({ value: 60 });
    expect((await ask(ann, { field: 'unit_price', values: [null, ...values.slice(1)] })).json).to.deep.equal({ value: 75 }); // prettier-ignore
    expect((await ask(ann, { field: 'unit_price', values: [null, ids['cup'], 5, '2026-03-01', 'A', null] })).json).to.deep.equal({ value: null }); // prettier-ignore
    const wrong = async (body: object) => {
      const { status, json: told } = await ask(ann, body);
      return `${status} ${told.error.code}`;
    };
    expect(await wrong({ field: 'unit_price', values: values.slice(1) })).to.equal('400 INVALID_PARAMETER');
    expect(await wrong({ field: 'quantity', values: [] })).to.equal('404 NOT_FOUND');
    expect(await wrong({ field: 'nothing', values: [] })).to.equal('404 NOT_FOUND');
    expect(await wrong({ field: 'unit_price', values: ['x'.repeat(5000)] })).to.match(/^4(00|22) /);
  });
});
