/**
 * What releases promise to those who design and to those who work meanwhile: drafts that nobody else sees, a type that is
 * changed over live records, a bad publish undone in two acts, versions compared and restored, two designers at once, a
 * right that is given and looked at. One server; the tests follow one another.
 */
import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { backupCommands } from '../../server/command/backup-commands.js';
import { readConfig } from '../../server/config.js';
import { axeFindings } from '../helper/browser.js';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';
import { openWithEvents } from '../helper/page-signs.js';

type Json = Record<string, unknown>;

describe('browser/design-release', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  const { open } = pages;
  let dora: Browser;
  const ids: string[] = [];
  const climates = () => Promise.all(ids.map(async (id) => (await pages.stored('region', id))['climate'] ?? null));

  const view = async (kind: string, name: string, as: Browser = pages.admin) => {
    const answer = await as.get(`/api/documents/${kind}/${name}`);
    return answer.json as { document: Json; revision: number; draft: boolean };
  };
  /** A draft, as it would come from any designer. */
  const draft = async (kind: string, name: string, change: (document: Json) => Json, as: Browser = pages.admin): Promise<void> => {
    const { document, revision } = await view(kind, name, as);
    const answer = await as.send('PUT', `/api/documents/${kind}/${name}`, change(document), { 'If-Match': `"${revision}"` });
    expect(answer.status, answer.text).to.equal(200);
  }; // prettier-ignore
  const publish = async (note: string, as: Browser = pages.admin, consents: readonly string[] = []): Promise<void> => {
    const answer = await as.post('/api/releases', { note, consents });
    expect(answer.status, answer.text).to.equal(201);
  };
  const fieldsOf = (entity: Json): readonly Json[] => entity['fields'] as Json[];
  const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Text of/ });
  const live = async (): Promise<number> => (await pages.admin.get('/api/releases')).json.live as number;

  before(async () => {
    await pages.live.addUser({ login: 'dora', roles: ['administrator'] });
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
    dora = await pages.live.signIn('dora');
  });

  it('keeps a draft from others until it is published; a tab that is killed keeps what was typed; discarding returns (U8, U10)', async () => {
    const other = await open('/list/region', { as: await pages.live.signIn('sam') });
    await other.getByRole('heading', { name: 'Regions', exact: true }).waitFor();
    const page = await open('/design/entity/region?as=text');
    const { document } = await view('entity', 'region');
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(JSON.stringify({ ...document, plural: 'Districts' }));
    await page.getByRole('status').filter({ hasText: /Kept in this browser|Saved/ }).waitFor(); // prettier-ignore
    // No unload is heard of a tab that is killed.
    const context = page.context();
    const crashed = page.waitForEvent('crash').catch(() => undefined);
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const again = await context.newPage();
    await again.goto(`${pages.live.address}/design/entity/region?as=text`);
    await editor(again).filter({ hasText: 'Districts' }).waitFor();
    await again.keyboard.press('Control+s');
    await becomes(async () => (await view('entity', 'region')).draft, true);
    expect(await other.getByRole('heading', { name: 'Regions', exact: true }).count()).to.equal(1);
    await again.getByRole('button', { name: 'More for this document' }).click();
    await again.getByRole('menuitem', { name: /Discard draft/ }).click();
    await editor(again).filter({ hasText: '"Regions"' }).waitFor();
    await becomes(async () => (await view('entity', 'region')).draft, false);
    await draft('entity', 'region', (each) => ({ ...each, plural: 'Districts' }));

    await draft('view', 'region_all', (each) => ({ ...each, label: 'Every region' }));
    await publish('Another name');
    // The same page, not loaded again.
    await other.getByRole('heading', { name: 'Districts', exact: true }).waitFor();
  });

  it('opens the site as the drafts would make it in a tab of its own: banner, new field without data, nothing written, left by one click (U8)', async () => {
    pages.expectProblems(/403/);
    const id = await pages.create('region', { name: 'Preview coast', code: 'PVC' });
    const mood = { id: '01KAJ0QX00PREV1EWF1E1D0009', name: 'mood', type: 'text', label: 'Mood' };
    await draft('entity', 'region', (document) => ({ ...document, plural: 'Coasts', fields: [...fieldsOf(document), mood] }));
    await draft('view', 'region_all', (document) => ({ ...document, columns: [...(document['columns'] as Json[]), { path: 'mood' }] }));
    const page = await open('/design/publish');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    const shown = await opened;
    const banner = shown.getByText('Preview of your 2 drafts: nothing is written.');
    await banner.waitFor();
    await shown.getByText('No data before it is published: Region: Mood').waitFor();
    await shown.goto(`${pages.live.address}/list/region`);
    await shown.getByRole('heading', { name: 'Coasts', exact: true }).waitFor();
    await shown.getByRole('columnheader', { name: 'Mood' }).waitFor();
    await shown.getByText('Preview coast').waitFor();
    expect(await axeFindings(shown)).to.deep.equal([]);
    await shown.goto(`${pages.live.address}/record/region/${id}`);
    await shown.getByRole('heading', { name: 'Preview coast' }).waitFor();
    await banner.waitFor();
    // The page where she designs is not concerned, and a colleague gets there by the link.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
    await page.getByRole('button', { name: 'Copy link to preview' }).click();
    await page.getByText(/^Link copied\. Until /).waitFor();
    const { key } = (await pages.admin.send('POST', '/api/previews')).json as { key: string };
    const theirs = await open(`/preview/${key}`, { as: dora });
    await theirs.getByText(/Preview of drafts of .* \(2\): nothing is written\./).waitFor();
    const stranger = await open(`/preview/${key}`, { as: await pages.live.signIn('sam') });
    await stranger.getByText('You need the right "design" to see drafts.').waitFor();
    await stranger.getByRole('button', { name: 'Try again' }).click();
    await stranger.getByRole('navigation').first().waitFor();
    await shown.getByRole('button', { name: 'Leave the preview' }).click();
    await banner.waitFor({ state: 'detached' });
    await shown.goto(`${pages.live.address}/list/region`);
    await shown.getByRole('heading', { name: /^(Regions|Districts)$/ }).waitFor();
    for (const [kind, name] of [['entity', 'region'], ['view', 'region_all']] as const) {
      const { revision } = await view(kind, name);
      await pages.admin.send('DELETE', `/api/documents/${kind}/${name}`, undefined, { 'If-Match': `"${revision}"` });
    }
  }); // prettier-ignore

  it('changes the type of a field of live records: names what does not fit, carries the rest over, gives both as a file (D6)', async () => {
    await pages.clear('region');
    const climate = { id: 'f_climate', name: 'climate', type: 'text', label: 'Climate' };
    await draft('entity', 'region', (entity) => ({ ...entity, fields: [...fieldsOf(entity), climate] }));
    await publish('Climate');
    for (const [code, value] of [['A', '12'], ['B', 'about 14'], ['C', '9.5']]) ids.push(await pages.create('region', { code, name: code, climate: value })); // prettier-ignore
    await draft('entity', 'region', (entity) => ({ ...entity, fields: fieldsOf(entity).map((field) => (field['name'] === 'climate' ? { ...field, type: 'decimal' } : field)) })); // prettier-ignore

    const page = await open('/design/entity/region');
    await page.getByRole('button', { name: 'Carry its values over' }).click();
    await page.getByText('values are carried over').waitFor();
    await page.getByRole('button', { name: 'Publish 1 …' }).click();
    const consent = page.getByRole('checkbox', { name: /^1 value of Climate in Region do/ });
    await consent.waitFor();
    await page.getByText('The tables may take a moment: nothing like it was measured here yet.').waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    const file = async (press: Promise<void>, download = page.waitForEvent('download')) => {
      await press;
      return readFile((await (await download).path())!, 'utf8');
    };
    const told = await file(page.getByRole('button', { name: 'Download them' }).click());
    expect(told.split('\r\n')[1]).to.match(new RegExp(`^${ids[1]!},B,about 14,`));
    await consent.check();
    await page.getByRole('button', { name: /^Publish release/ }).click();
    await page.getByRole('row', { name: /Live/ }).getByRole('button', { name: /^Release/ }).click(); // prettier-ignore
    const kept = await file(page.getByRole('link', { name: /region.climate that did not fit/ }).click());
    expect(kept).to.equal(told);
    expect(await climates()).to.deep.equal([12, null, 9.5]);

    await page.getByRole('link', { name: 'Put away' }).click();
    await page.getByRole('row', { name: /Region: Climate was Text .* 3 / }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });

  it('undoes a bad publish in 2: documents as they were, no record touched, what did not fit is there again', async () => {
    pages.expectProblems(/409/);
    const bad = await live();
    const page = await open('/design/releases');
    const before = page.getByRole('row', { name: new RegExp(`^Release ${bad - 1} `) });
    await before.waitFor();
    const person = countActions(page);
    await person.click(before.getByRole('button', { name: 'Roll back …' }));
    await page.getByText(/comes back|as it was then/).first().waitFor(); // prettier-ignore
    await person.click(page.getByRole('button', { name: `Go back to release ${bad - 1}` }));
    await page.getByRole('row', { name: new RegExp(`^Release ${bad + 1} Live`) }).waitFor();
    expect(person.actions).to.have.length(2);
    expect(await climates()).to.deep.equal(['12', 'about 14', '9.5']);
  });

  it('tells who changed a document, when and why, shows a version beside what is live, and restores it as a new one (U9)', async () => {
    const page = await open('/design/versions/view/region_all');
    const versions = page.getByRole('navigation', { name: 'Versions' });
    await versions.getByRole('button', { name: /Release 2 .*Administrator Another name/ }).waitFor();
    await page.getByRole('heading', { name: '1 change from release 1 to what is live' }).waitFor();
    await page.locator('td-json-editor').getByText('"Every region"').first().waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByRole('button', { name: 'Restore that of release 1' }).click();
    await page.locator('tr-toasts').getByText('The version of release 1 is your draft now').waitFor();
    await publish('As it was');
    const { versions: told } = (await pages.admin.get('/api/documents/view/region_all/history')).json as { versions: { note: string }[] }; // prettier-ignore
    expect(told.map(({ note }) => note).slice(0, 2)).to.deep.equal(['As it was', 'Another name']);
    const { label } = (await view('view', 'region_all')).document as { label: Json };
    expect(label['en']).to.equal('All regions');
  });

  it('brings a removed document and an archived field back from where they were put away', async () => {
    const { revision } = await view('view', 'campaign_timeline');
    await pages.admin.send('DELETE', '/api/documents/view/campaign_timeline?remove=true', undefined, { 'If-Match': `"${revision}"` }); // prettier-ignore
    await draft('entity', 'region', (entity) => ({ ...entity, fields: fieldsOf(entity).map((field) => (field['name'] === 'climate' ? { ...field, archived: true } : field)) })); // prettier-ignore
    await publish('Less', pages.admin, ['field region.climate']);
    const page = await open('/design/put-away');
    const field = page.getByRole('row', { name: /Region: Climate Archived .* 3 / });
    expect(await field.getByRole('button', { name: 'Purge …' }).isDisabled(), 'before its days').to.equal(true);
    await field.getByRole('button', { name: 'Restore' }).click();
    await page.locator('tr-toasts').getByText('Region: Climate is back as a draft').waitFor();
    await page.getByRole('row', { name: /^Timeline View/ }).getByRole('button', { name: 'Restore' }).click(); // prettier-ignore
    await page.getByRole('row', { name: /^Timeline View/ }).getByRole('link', { name: 'Open' }).waitFor(); // prettier-ignore
    await publish('All of it');
    expect(await climates()).to.deep.equal(['12', 'about 14', '9.5']);
    expect((await view('view', 'campaign_timeline')).document['name']).to.equal('campaign_timeline');
  });

  it('purges what is put away when a verified backup has it and its name is typed; the log tells it', async () => {
    await draft('entity', 'region', (entity) => ({ ...entity, fields: fieldsOf(entity).filter((field) => field['name'] !== 'climate') })); // prettier-ignore
    await publish('Without a climate', pages.admin, ['field region.climate']);
    const { services } = pages.live.site;
    const { database, registries, dataFolder } = services;
    // As if all of this had been long ago.
    await database.write(async (transaction) => {
      const releases = (await transaction('sys_release').select('number', 'created_at')) as { number: number; created_at: string }[]; // prettier-ignore
      for (const { number, created_at } of releases) {
        const earlier = new Date(Date.parse(created_at) - 40 * 86_400_000).toISOString();
        await transaction('sys_release').where({ number }).update({ created_at: earlier });
      }
    });
    const page = await open('/design/put-away');
    const field = page.getByRole('row', { name: /^Region: Climate (?!was)/ });
    const purge = field.getByRole('button', { name: 'Purge …' });
    const state = page.getByRole('region', { name: 'Backup' });
    await state.getByText('No backup of this site has been verified yet.').waitFor();
    await state.getByText('npm run trellis -- backup').waitFor();
    expect(await purge.isDisabled(), 'without a backup').to.equal(true);
    expect(await axeFindings(page)).to.deep.equal([]);

    const told: string[] = [];
    const config = readConfig({ TRELLIS_DATA: dataFolder, TRELLIS_DATABASE_URL: database.connection.url });
    const print = (line: string) => void told.push(line);
    const code = await backupCommands['backup']!.run(
      { config, registries, log: services.log, clock: services.clock, version: '0.1.0', print, progress: () => undefined },
      [`${dataFolder}/backups/`],
    ); // prettier-ignore
    expect([code, told[0]]).to.satisfy(([number, line]: [number, string]) => number === 0 && /Read back and compared\.$/.test(line)); // prettier-ignore
    await page.reload();
    await state.getByText(/^Last verified backup: /).waitFor();
    await purge.click();
    await page.getByRole('dialog', { name: /^Purge 3 values of Region: Climate/ }).waitFor();
    const dialog = page.locator('td-purge-dialog');
    const confirm = dialog.getByRole('button', { name: 'Purge …' });
    await dialog.getByLabel('Type region.climate to confirm').fill('region.clima');
    expect(await confirm.isDisabled(), 'another name').to.equal(true);
    expect(await axeFindings(page)).to.deep.equal([]);
    await dialog.getByLabel('Type region.climate to confirm').fill('region.climate');
    await confirm.click();
    await page.locator('tr-toasts').getByText('3 values of Region: Climate purged').waitFor();
    await field.waitFor({ state: 'detached' });
    const log = (await pages.admin.get('/api/log?kind=release')).json as { rows: { type: string; data: Json }[] };
    const event = log.rows.find(({ type }) => type === 'fields.purged')!;
    expect([event.data['id'], typeof (event.data['backup'] as Json)['at']]).to.deep.equal(['field region.climate', 'string']); // prettier-ignore
  });

  it('loses nothing of two who design one document at once: other places are merged, one place is asked about', async () => {
    pages.expectProblems(/409/);
    await draft('view', 'region_all', (each) => ({ ...each, label: 'Mine', position: 41 }));
    await draft('view', 'region_all', (each) => ({ ...each, label: 'Hers', freeze: 1 }), dora);
    await publish('Hers', dora);
    const page = await open('/design/publish');
    const clash = page.getByRole('region', { name: /^Somebody else published Mine meanwhile/ });
    await clash.getByRole('row', { name: /label .* Hers Mine/ }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await clash.getByRole('button', { name: 'Take mine there' }).click();
    await page.getByRole('button', { name: /^Publish release/ }).and(page.locator(':not([disabled])')).click(); // prettier-ignore
    await page.getByRole('row', { name: /Live/ }).waitFor();
    const { document } = await view('view', 'region_all');
    expect([document['label'], document['position'], document['freeze']]).to.deep.equal(['Mine', 41, 1]);
  });

  describe('two who have the same document open', () => {
    /** What this person has of the document with something changed, as text. */
    const rewrite = async (page: Page, change: (document: Json) => Json): Promise<void> => {
      const { document } = await view('form', 'region_form', page === hers ? dora : pages.admin);
      await pasteText(page, JSON.stringify(change(document)));
      await page.getByText(/^Saved/).waitFor();
    };
    const pasteText = async (page: Page, text: string): Promise<void> => {
      await editor(page).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
      await page.keyboard.press('Control+s');
    };
    const publishOn = async (page: Page): Promise<void> => {
      await page.getByRole('button', { name: 'Publish 1 …' }).click();
      await page.getByRole('button', { name: /^Publish release/ }).and(page.locator(':not([disabled])')).click();
      await page.getByRole('row', { name: /Live/ }).waitFor();
    };
    const released = async () => (await pages.admin.get('/api/documents/form/region_form?at=released')).json.document as Json;
    let hers: Page;
    let mine: Page;

    beforeEach(async () => {
      pages.expectProblems(/409/);
      mine = await open('/design/form/region_form?as=text');
      hers = await open('/design/form/region_form?as=text', { as: dora });
      for (const page of [mine, hers]) await editor(page).waitFor();
    });

    it('keeps what both changed in different places, whoever publishes first', async () => {
      await rewrite(mine, (form) => ({ ...form, label: 'Mine' }));
      await rewrite(hers, (form) => ({ ...form, priority: 3 }));
      await publishOn(hers);
      expect(await released()).to.deep.include({ priority: 3 });
      await publishOn(mine);
      expect(await released()).to.deep.include({ label: 'Mine', priority: 3 });
    });

    it('shows the second both words for one place, and keeps what else both changed', async () => {
      await rewrite(mine, (form) => ({ ...form, label: 'Mine again', priority: 4 }));
      await rewrite(hers, (form) => ({ ...form, label: 'Hers' }));
      await publishOn(hers);
      await mine.getByRole('button', { name: 'Publish 1 …' }).click();
      const clash = mine.getByRole('region', { name: /^Somebody else published .* meanwhile/ });
      await clash.getByRole('row', { name: /label Mine Hers Mine again/ }).waitFor();
      await clash.getByRole('button', { name: 'Take what is published there' }).click();
      await mine.getByRole('button', { name: /^Publish release/ }).and(mine.locator(':not([disabled])')).click();
      await mine.getByRole('row', { name: /Live/ }).waitFor();
      expect(await released()).to.deep.include({ label: 'Hers', priority: 4 });
    });

    it('loses neither what was not saved when the other published, nor what was published: merged, or asked', async () => {
      const unsaved = async (text: string, theirs: Json) => {
        await pasteText(mine, text.slice(0, -1));
        await mine.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
        await rewrite(hers, (form) => ({ ...form, ...theirs }));
        await publishOn(hers);
        await mine.getByText(`Release ${await live()}`).waitFor();
        await pasteText(mine, text);
      };
      await unsaved(JSON.stringify({ ...(await released()), priority: 5 }), { label: 'Later' });
      await mine.getByText('Somebody else changed other places of this document meanwhile').waitFor();
      await mine.getByText(/^Saved/).waitFor();
      expect(await axeFindings(mine)).to.deep.equal([]);
      expect((await view('form', 'region_form')).document).to.deep.include({ label: 'Later', priority: 5 });
      await publishOn(mine);

      await Promise.all([mine, hers].map((page) => openWithEvents(page, `${pages.live.address}/design/form/region_form?as=text`)));
      await unsaved(JSON.stringify({ ...(await released()), label: 'Mine at last' }), { label: 'Hers at last', priority: 6 });
      await mine.getByRole('heading', { name: 'This draft was changed elsewhere' }).waitFor();
      await mine.getByRole('button', { name: 'Keep mine' }).click();
      await mine.getByText(/^Saved/).waitFor();
      await publishOn(mine);
      expect(await released()).to.deep.include({ label: 'Mine at last', priority: 6 });
    });
  }); // prettier-ignore

  it('gives a right to a field and looks at it as the role in 5; the view cannot write, its banner stays (U26)', async () => {
    pages.expectProblems(/403/);
    const id = await pages.create('customer', { name: 'Altdorf Mills', type: 'prospect', credit_limit: 5000 });
    const page = await open('/design/role/salesperson');
    const row = page.getByRole('row', { name: /^Customer / });
    await row.waitFor();
    const person = countActions(page);
    await person.click(row.getByRole('gridcell').nth(2).getByRole('button'));
    const field = page.getByLabel('Fields: credit_limit');
    await person.choose(field, 'Hidden');
    await person.click(page.getByRole('button', { name: 'Publish 1 …' }));
    await person.click(page.getByRole('button', { name: /^Publish release/ }).and(page.locator(':not([disabled])')));
    await person.click(page.locator('tr-toasts').getByRole('button', { name: 'View as Salesperson' }));
    expect(person.actions).to.have.length.at.most(5);
    const banner = page.getByText('You see the site as the role Salesperson sees it. Nothing can be changed here.');
    await banner.waitFor();
    await page.goto(`${pages.live.address}/record/customer/${id}`);
    await page.getByRole('heading', { name: 'Altdorf Mills' }).waitFor();
    await banner.waitFor();
    expect(await page.getByText('Credit limit').count()).to.equal(0);
    const refused = await page.evaluate(async (address) => {
      const answer = await fetch(address, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': '"1"' }, body: '{"name":"X"}' });
      return answer.status;
    }, `/api/records/customer/${id}`); // prettier-ignore
    expect(refused).to.equal(403);
    await page.getByRole('button', { name: 'Leave this view' }).click();
    await banner.waitFor({ state: 'detached' });
  });

  it('is calm in the dark and in Chinese: versions, what is put away, releases', async () => {
    const page = await open('/design/versions/view/region_all', { dark: true, language: 'zh-CN' });
    await page.getByRole('navigation', { name: '版本记录' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.goto(`${pages.live.address}/design/put-away`);
    await page.getByRole('heading', { name: '字段和实体' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
