/** Raw charts and maps over HTTP: what is refused when it is saved, and who may fetch shapes. */
import { expect } from 'chai';
import { chartDashboard } from '../helper/chart-dashboard.js';
import { createBrowser, type Browser } from '../helper/http.js';
import { everyRefusal, RefusalLedger } from '../helper/refusal-events.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { siteSettled } from '../helper/site-settled.js';
import { dumpHash } from './hostile-site.js';

describe('scenario/charts-http', function () {
  this.timeout(30_000);
  let live: LiveSite;
  let admin: Browser;

  before(async function () {
    this.timeout(60_000);
    live = await startLiveSite({ refusals: everyRefusal });
    admin = await live.signIn('admin');
    await siteSettled(live.site.services.database);
  });
  after(() => live?.close());

  const save = (spec: unknown) => {
    const dashboard = chartDashboard();
    const widgets = dashboard.widgets.map((widget) =>
      widget.options?.['chart'] === 'vega' ? { ...widget, options: { ...widget.options, spec } } : widget,
    );
    return admin.send('PUT', '/api/documents/dashboard/charts_all', { ...dashboard, widgets }, { 'If-Match': '"0"' });
  };
  const at = chartDashboard().widgets.findIndex((widget) => widget.options?.['chart'] === 'vega');
  const bar = { mark: 'bar', encoding: { x: { field: 'month', type: 'ordinal' } } };

  const hostile: readonly [string, object, string][] = [
    ['a timer by an event', { ...bar, transform: [{ calculate: "event.view.setTimeout('alert(1)')", as: 'x' }] }, '/transform/0/calculate'],
    ['a division that is a comment', { ...bar, transform: [{ filter: "(0//1/)-'event.view.alert(1)'" }] }, '/transform/0/filter'],
    ['a file of the server', { ...bar, data: { url: 'file:///etc/passwd' } }, '/data/url'],
    ['an image by its address', { ...bar, mark: { type: 'image', url: 'https://example.org/x.png' } }, '/mark/url'],
    ['a link', { ...bar, encoding: { ...bar.encoding, href: { value: 'https://example.org' } } }, '/encoding/href'],
  ]; // prettier-ignore
  for (const [title, spec, path] of hostile) {
    it(`refuses to save a specification with ${title}, and says where`, async () => {
      const { database } = live.site.services;
      const before = await dumpHash(database);
      const answer = await save(spec);
      expect(await dumpHash(database)).to.equal(before);
      expect(answer.status, answer.text).to.equal(422);
      const places = (answer.json.error.details as { path: string; code: string }[]).map((found) => found.path);
      expect(places).to.include(`/widgets/${at}/options/spec${path}`);
      expect(answer.text).to.include('UNSAFE_SPEC');
      // Its findings make it an event, whatever code names the whole.
      const ledger = new RefusalLedger();
      ledger.note(answer.text, answer.status);
      await ledger.expectEvents(live, () => true);
    });
  }

  it('refuses an option that a chart does not have, at its own place', async () => {
    const dashboard = chartDashboard();
    const widgets = dashboard.widgets.map((widget) => ({ ...widget, options: { ...widget.options, surprise: 1 } }));
    const answer = await admin.send(
      'PUT',
      '/api/documents/dashboard/charts_all',
      { ...dashboard, widgets },
      { 'If-Match': '"0"' },
    );
    expect(answer.status).to.equal(422);
    expect(answer.text).to.include('/widgets/0/options/surprise');
  });

  it('saves a dashboard with every chart', async () => {
    const answer = await save({ ...bar, data: { name: 'rows' } });
    expect(answer.status, answer.text).to.be.oneOf([200, 201]);
  });

  it('gives shapes to who is signed in, once', async () => {
    const first = await admin.get('/api/maps/us_states');
    expect(first.status).to.equal(200);
    expect(first.json).to.have.property('type', 'Topology');
    const again = await admin.get('/api/maps/us_states', { 'If-None-Match': String(first.headers.get('etag')) });
    expect(again.status).to.equal(304);
    expect((await createBrowser(live.address).get('/api/maps/us_states')).status).to.equal(401);
    expect((await admin.get('/api/maps/nowhere')).status).to.equal(404);
    for (const odd of ['..%2Fcountries', 'COUNTRIES', 'a.b']) {
      expect((await admin.get(`/api/maps/${odd}`)).status, odd).to.be.oneOf([400, 404]);
    }
  });

  it('says of result columns whether their figures may be added up', async () => {
    const select = ['sum', 'avg', 'max'].map((aggregate) => ({ path: 'list_price', aggregate, as: aggregate }));
    const counts = ['count', 'countDistinct'].map((aggregate) => ({
      path: 'name',
      aggregate,
      as: aggregate.toLowerCase(),
    }));
    const answer = await admin.post('/api/query', { entity: 'product', select: [...select, ...counts] });
    expect(answer.status, answer.text).to.equal(200);
    const flags = (answer.json.columns as { name: string; additive?: false }[]).map((column) => [
      column.name,
      column.additive,
    ]);
    expect(Object.fromEntries(flags)).to.deep.equal({
      sum: undefined,
      avg: false,
      max: false,
      count: undefined,
      countdistinct: false,
    });
  });
});
