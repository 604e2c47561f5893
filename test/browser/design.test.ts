/** What an administrator does: changes a document as text, sees the plan, publishes, finds the change in the application. */
import { expect } from 'chai';
import type { Locator, Page, Response } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { draftValues } from '../helper/drafts.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus, openWithEvents } from '../helper/page-signs.js';

type Json = Record<string, unknown>;

describe('browser/design', function () {
  this.timeout(60_000);
  const pages = withLivePages();
  const { open } = pages;

  const editor = (page: Page): Locator => page.getByRole('textbox', { name: /^Text of/ });
  const stored = async (kind: string, name: string): Promise<Json> =>
    (await pages.admin.get(`/api/documents/${kind}/${name}`)).json.document as Json;
  const write = async (page: Page, value: unknown): Promise<void> => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await editor(page).evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  };
  /** The next answer to a draft that is written. */
  const drafted = (page: Page): Promise<Response> =>
    page.waitForResponse((each) => each.request().method() === 'PUT' && each.url().includes('/api/documents/'));
  /** Writes and saves; where that takes long the editor has saved by itself before the key. */
  const save = async (page: Page, value: unknown): Promise<void> => {
    const answered = drafted(page);
    await write(page, value);
    await page.keyboard.press('Control+s');
    await answered;
    await page.getByText(/^Saved/).waitFor();
  };
  const discardAll = async (): Promise<void> => {
    const { admin } = pages;
    const { documents } = (await admin.get('/api/documents')).json as {
      documents: { kind: string; name: string; draft: boolean; revision: number }[];
    };
    for (const { kind, name, revision } of documents.filter((each) => each.draft)) {
      await admin.send('DELETE', `/api/documents/${kind}/${name}`, undefined, { 'If-Match': `"${revision}"` });
    }
  };

  it('adds a field as text, shows the plan, publishes it, and the form has the field; then goes back', async () => {
    pages.expectProblems(/409/);
    const page = await open('/design/entity/region?as=text');
    const entity = await stored('entity', 'region');
    const fields = entity['fields'] as Json[];
    const added = { id: 'f_climate', name: 'climate', type: 'text', label: 'Climate' };
    await editor(page).waitFor();
    await save(page, { ...entity, fields: [...fields, added] });
    await page.getByRole('button', { name: 'Changes' }).click();
    await page.getByRole('button', { name: 'Field Climate added, Text' }).waitFor();

    const form = await stored('form', 'region_form');
    await openWithEvents(page, `${pages.live.address}/design/form/region_form?as=text`);
    await editor(page).waitFor();
    await save(page, {
      ...form,
      nodes: [...(form['nodes'] as Json[]), { id: 'n_climate', type: 'field', field: 'climate' }],
    });
    expect(await axeFindings(page)).to.deep.equal([]);

    await page.getByRole('button', { name: 'Publish 2 …' }).click();
    await page.getByRole('row', { name: /Field Climate added, Text/ }).waitFor();
    await page.waitForFunction(() => document.title.includes('Publish release 2'));
    expect(await axeFindings(page)).to.deep.equal([]);
    await page.getByLabel('Note for the history').fill('Climate of regions');
    await page.getByRole('button', { name: 'Publish release 2' }).click();
    await page.getByRole('row', { name: /Release 2 Live .* Administrator Climate of regions/ }).waitFor();
    await page.getByRole('button', { name: 'Release 2' }).click();
    await page.getByRole('cell', { name: /Region.*Entity · Changed/ }).waitFor();

    // The same page, not loaded again: the release event has changed the application under it.
    await page.getByRole('link', { name: 'Regions', exact: true }).click();
    await page.getByRole('heading', { name: 'No regions yet' }).waitFor();
    await page.getByRole('button', { name: 'New region' }).first().click();
    await page.getByLabel('Climate').waitFor();

    await page.goto(`${pages.live.address}/design/releases`);
    await page
      .getByRole('row', { name: /^Release 1 / })
      .getByRole('button', { name: 'Roll back …' })
      .click();
    const confirm = page.getByRole('button', { name: 'Go back to release 1' });
    await page.getByText(/The field Climate of Region is hidden/).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    await confirm.click();
    await page.getByRole('row', { name: /Release 3 Live/ }).waitFor();
    expect(JSON.stringify(await stored('entity', 'region'))).not.to.contain('climate');
  });

  it('refuses to publish what is still used, names the places, and asks consent with object and count', async () => {
    pages.expectProblems(/409/);
    await discardAll();
    const page = await open('/design/entity/region?as=text');
    const entity = await stored('entity', 'region');
    const fields = entity['fields'] as Json[];
    const form = await stored('form', 'region_form');
    const used = fields.find(
      (field) => JSON.stringify(form).includes(`"${String(field['name'])}"`) && field['name'] !== 'name',
    )!;
    await editor(page).waitFor();
    await save(page, { ...entity, fields: fields.filter((field) => field !== used) });
    await page.getByRole('button', { name: 'Publish 1 …' }).click();
    await page.getByText(/finding(s)? stand(s)? against it/).waitFor();
    expect(await page.getByRole('button', { name: /^Publish release/ }).isDisabled()).to.equal(true);
    await page
      .getByText(`This uses the field "${String(used['name'])}" of "region"`)
      .first()
      .waitFor();
    await discardAll();
  });

  it('completes keys, field types and names of the application', async () => {
    const page = await open('/design/entity/region?as=text');
    await editor(page).click();
    await page.getByText('"fields": [').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option', { name: '"type": "text"' }).waitFor();
    // A list that has only just come up does not take Enter yet: it could be meant for the text. Only time lifts that.
    const since = await page.evaluate(() => Date.now());
    await page.waitForFunction((then) => Date.now() - then > 100, since);
    await page.keyboard.press('Enter');
    const line = page.locator('.cm-activeLine');
    await line.getByText('"text"').waitFor();
    await page.keyboard.type('leader');
    await line.getByText('"text"').dblclick();
    await page.keyboard.type('loo');
    await page.getByRole('option', { name: 'lookup', exact: true }).click();
    await page.keyboard.type(', opt');
    await page.getByRole('option', { name: /^options \{/ }).click();
    await page.getByRole('option', { name: 'target' }).click();
    await page.getByRole('option', { name: 'customer' }).first().click();
    await line.filter({ hasText: '"name": "leader", "type": "lookup", "options": {"target": "customer"}' }).waitFor();
    await discardAll();
  });

  it('marks mistakes at their place, keeps broken text over a reload, and lets go of the keyboard', async () => {
    await discardAll();
    const page = await open('/design/dictionary/country?as=text');
    await editor(page).waitFor();
    const entity = await stored('dictionary', 'country');
    await write(page, { ...entity, colour: 'red' });
    await page.getByRole('button', { name: /unknown key "colour"/ }).click();
    const selected = () =>
      editor(page).evaluate((element) =>
        (element.getRootNode() as unknown as { getSelection(): Selection }).getSelection().toString(),
      );
    await becomes(selected, '"colour"');

    await write(page, '{ "kind": "dictionary", ');
    await page.getByRole('status').filter({ hasText: 'Kept in this browser' }).waitFor();
    await becomes(() => draftValues(page, /dictionary\/country$/), { text: '{ "kind": "dictionary", ' });
    await page.reload();
    const back = page.getByText('that was not saved is back');
    await back.waitFor();
    await editor(page).filter({ hasText: '{ "kind": "dictionary",' }).waitFor();
    expect((await pages.admin.get('/api/documents/dictionary/country')).json.draft).to.equal(false);

    await editor(page).click();
    await hasFocus(editor(page));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await editor(page).and(page.locator(':not(:focus)')).waitFor();
    await page.getByRole('button', { name: 'Use the saved one' }).click();
    await back.waitFor({ state: 'detached' });
  });

  it('asks when the draft was changed elsewhere, and keeps the text that was chosen', async () => {
    pages.expectProblems(/409/);
    await discardAll();
    const page = await open('/design/view/region_all?as=text');
    await editor(page).waitFor();
    const view = await stored('view', 'region_all');
    const { admin } = pages;
    const other = await admin.send(
      'PUT',
      '/api/documents/view/region_all',
      { ...view, position: 7 },
      {
        'If-Match': (await admin.get('/api/documents/view/region_all')).headers.get('etag')!,
      },
    );
    expect(other.status).to.equal(200);
    await write(page, { ...view, position: 9 });
    await page.keyboard.press('Control+s');
    await page.getByRole('heading', { name: 'This draft was changed elsewhere' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
    const answered = drafted(page);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await answered;
    expect((await stored('view', 'region_all'))['position']).to.equal(9);

    await page.getByRole('button', { name: 'More for this document' }).click();
    await page.getByRole('menuitem', { name: /Discard draft/ }).click();
    const putBack = drafted(page);
    await page.locator('tr-toasts').getByRole('button', { name: 'Undo' }).click();
    await putBack;
    expect((await stored('view', 'region_all'))['position']).to.equal(9);
    await discardAll();
  });

  it('makes a new document, duplicates it, marks a removed one and brings it back', async () => {
    await discardAll();
    const page = await open('/design/entity/region?as=text');
    await editor(page).waitFor();
    await page.getByRole('button', { name: 'New: View' }).click();
    await page.getByLabel('Label').fill('Warm regions');
    const created = drafted(page);
    await page.getByRole('button', { name: 'Create draft' }).click();
    await created;
    await page.getByRole('heading', { name: 'Warm regions' }).waitFor();
    expect(await stored('view', 'warm_regions')).to.include({
      entity: 'region',
      label: 'Warm regions',
      mode: 'table',
    });

    await page.goto(`${pages.live.address}/design/view/region_all?as=text`);
    await editor(page).waitFor();
    await page.getByRole('button', { name: 'More for this document' }).click();
    await page.getByRole('menuitem', { name: /Remove document/ }).click();
    await page.getByText('goes away with the next release.').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText('goes away with the next release.').waitFor({ state: 'detached' });
    expect((await pages.admin.get('/api/documents/view/region_all')).json.draft).to.equal(false);
    await discardAll();
  });

  it('is calm in the dark and in Chinese, and says on a phone that it needs a wider screen', async () => {
    const dark = await open('/design/entity/region?as=text', { dark: true, language: 'zh-CN' });
    await dark.getByRole('textbox', { name: /的文本$/ }).waitFor();
    await dark.getByRole('button', { name: '对比' }).waitFor();
    expect(await axeFindings(dark)).to.deep.equal([]);
    const phone = await open('/design/entity/region?as=text', { width: 390, height: 844, touch: true });
    await phone.getByRole('heading', { name: 'Entity: Region' }).waitFor();
    await phone.getByText('This is made on a wider screen.').waitFor();
    expect(await axeFindings(phone)).to.deep.equal([]);
    await phone.getByRole('button', { name: 'All documents' }).click();
    await phone.getByText('Designers need a wider screen').waitFor();
    expect(await axeFindings(phone)).to.deep.equal([]);
  });

  it('is refused to those without the right', async () => {
    await pages.live.addUser({ login: 'vera', roles: ['salesperson'] });
    const page = await open('/design', { as: await pages.live.signIn('vera') });
    await page.getByRole('heading', { name: 'You may not design here' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
