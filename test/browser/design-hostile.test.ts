/**
 * Documents that mean harm (TRUST, group D), pasted into the text of a document by who designs: the screen says what is
 * wrong and where, nothing freezes or breaks, nothing of it is stored or published, and the page goes on. By the other doors:
 * scenario/trust-documents. One server, one page; each row begins and ends with the document as it was.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { openWithEvents } from '../helper/page-signs.js';
import { ulid } from '../metadata/document/samples.js';
import { designers, hostileDocuments, type HostileDocument } from '../scenario/trust-documents-cases.js';

type Json = Readonly<Record<string, unknown>>;

/** What is open while such a text is pasted: one of each kind, with nothing wrong. */
const calm: Readonly<Record<string, Json>> = Object.fromEntries(
  [
    { kind: 'entity', nameExpression: 'name', fields: [{ id: 'f1', name: 'name', type: 'text' }] },
    { kind: 'dataset', label: undefined, source: { type: 'rows', columns: ['month'], rows: [[1]] } },
    {
      kind: 'report',
      datasets: [{ name: 'S', source: { type: 'rows', columns: ['month'], rows: [[1]] } }],
      sheet: { cells: { A1: { text: 'Calm' } } },
    },
    { kind: 'dashboard', datasets: [], widgets: [] },
    { kind: 'print_template', label: undefined, entity: 'customer', body: '{{name}}' },
    { kind: 'role', grants: [] },
  ].map((more, i) => [more.kind, { id: ulid(7500 + i), name: `calm_${more.kind}`, schema: 1, label: 'Calm', ...more }]),
);

describe('browser/design-hostile', function () {
  this.timeout(60_000);
  const pages = withLivePages({ packages: [designers] });
  const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Text of/ });
  const paste = async (page: Page, text: string): Promise<void> => {
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await editor(page).evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await page.keyboard.press('Control+s');
  };
  const view = async (kind: string) =>
    (await pages.admin.get(`/api/documents/${kind}/calm_${kind}`)).json as { document: Json; revision: number };
  const live = async (): Promise<number> => (await pages.admin.get('/api/releases')).json.live as number;

  /** The text under the name and id of what is open: it is not these that are to be refused. */
  const asOpen = ({ file, text }: HostileDocument): string => {
    const [kind = '', own = ''] = file.replace('.json', '').split('/');
    const { id, name } = calm[kind]!;
    return text.replace(/"id":"[0-9A-Z]{26}"/, `"id":"${String(id)}"`).replaceAll(`"name":"${own}"`, `"name":"${String(name)}"`); // prettier-ignore
  };

  before(async () => {
    for (const [kind, document] of Object.entries(calm)) {
      const put = await pages.admin.send('PUT', `/api/documents/${kind}/calm_${kind}`, document, { 'If-Match': '"0"' });
      expect([put.status, put.json.problems], put.text).to.deep.equal([200, []]);
    }
    await pages.live.addUser({ login: 'dan', roles: ['designers_only'] });
  });

  it('says what is wrong with each hostile document and where, stores nothing of it, and goes on', async () => {
    // What only the server finds is refused by it.
    pages.expectProblems(/4(?:00|13|22) \(/);
    const release = await live();
    const page = await pages.open('/design?as=text');
    for (const kind of Object.keys(calm)) {
      const rows = hostileDocuments.filter(({ as, file }) => !as && file.startsWith(`${kind}/`));
      if (rows.length === 0) continue;
      await openWithEvents(page, `${pages.live.address}/design/${kind}/calm_${kind}?as=text`);
      for (const hostile of rows) {
        const { revision } = await view(kind);
        await paste(page, asOpen(hostile));
        const told = page.locator('td-problem-list').getByRole('button').filter({ hasText: hostile.code });
        await told.filter({ hasText: hostile.path }).first().waitFor();
        if (hostile.at !== 'publish') expect((await view(kind)).revision, hostile.title).to.equal(revision);
      }
      await paste(page, JSON.stringify(calm[kind]));
      await page.getByText('No problems were found.').waitFor();
      await becomes(async () => (await view(kind)).document, JSON.parse(JSON.stringify(calm[kind])));
    }
    expect(await live()).to.equal(release);
  });

  it('tells a designer that a role that sees all is not theirs to make, and keeps nothing of it (D8)', async () => {
    pages.expectProblems(/403 \(/);
    const hostile = hostileDocuments.find(({ as }) => as === 'designer')!;
    const page = await pages.open('/design/role/administrator?as=text', { as: await pages.live.signIn('dan') });
    const administrator = (await pages.admin.get('/api/documents/role/administrator')).json as Json;
    const { id } = administrator['document'] as Json;
    await paste(page, JSON.stringify({ ...(JSON.parse(hostile.text) as Json), id, name: 'administrator' }));
    await page
      .getByRole('alert')
      .getByText(/^Not saved: Roles and sharing rules may be changed only by/)
      .waitFor();
    expect((await pages.admin.get('/api/documents/role/administrator')).json).to.deep.equal(administrator);
  });
});
