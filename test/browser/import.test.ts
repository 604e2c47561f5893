/** Rows of a file into an entity that is there, from its list: by whoever may import, not only by designers. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { axeFindings } from '../helper/browser.js';
import { becomes } from '../helper/eventually.js';
import { withLivePages } from '../helper/live-page.js';

const contacts = [
  'Full name;Customer;E-Mail;Birthday;Shoe size',
  'Anna Braun;Alfreds;anna@alfreds.example;31/12/1980;40',
  'Ben Carter;Nobody;ben@carter.example;05/01/1979;43',
  'Carla Díaz;Berglunds;not an address;14/07/1991;38',
  'Dora Evans;Alfreds;dora@alfreds.example;01/02/1985;41',
].join('\n');

describe('browser/import', function () {
  this.timeout(60_000);
  const pages = withLivePages();

  it('shows what the first rows would become, brings in what fits, changes what is there, and takes all of it back', async () => {
    await pages.live.addUser({ login: 'mona', roles: ['sales_manager'], department: await pages.create('department', { name: 'Sales' }) }); // prettier-ignore
    const mona = await pages.live.signIn('mona');
    const own = async (entity: string, values: object): Promise<string> => ((await mona.post(`/api/records/${entity}?duplicates=allow`, values)).json as { id: string }).id; // prettier-ignore
    await own('customer', { name: 'Berglunds' });
    const dora = await own('contact', { name: 'Dora Evans', customer: await own('customer', { name: 'Alfreds' }) });
    const page = await pages.open('/list/contact', { as: mona });
    const button = (name: string | RegExp) => page.getByRole('button', { name });
    const names = async (): Promise<readonly string[]> => ((await pages.admin.get('/api/records/contact?limit=50&sort=name')).json.rows as { name: string }[]).map(({ name }) => name); // prettier-ignore

    await button('This view').click();
    await page.getByRole('menuitem', { name: 'Import …' }).click();
    await page.getByRole('heading', { name: 'Import contacts' }).waitFor();
    await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(contacts) }); // prettier-ignore
    const fieldOf = (name: string) => page.getByRole('combobox', { name: `Field for column ${name}` });
    await becomes(() => fieldOf('Full name').inputValue(), 'name');
    expect([await fieldOf('Customer').inputValue(), await fieldOf('E-Mail').inputValue(), await fieldOf('Shoe size').inputValue()]).to.deep.equal(['customer', 'email', '']); // prettier-ignore
    const rows = page.getByRole('group', { name: 'The first rows, as they would become' }).getByRole('row');
    await page.getByText('2 of the first 4 rows would not be taken.').waitFor();
    const told = (await rows.allInnerTexts()).slice(1).map((text) => text.replace(/\s+/g, ' ').trim());
    expect(told[0]).to.equal('2 New Anna Braun Alfreds anna@alfreds.example 31 Dec 1980');
    expect(told[1]).to.match(/^3 Not taken Ben Carter Nobody There is no Customer with Name "Nobody"\./);
    expect(told[2]).to.match(/^4 Not taken .* not an address This is no e-mail address/);
    expect(await axeFindings(page)).to.deep.equal([]);

    // A required field without a column is told; two columns for one field stop it.
    await fieldOf('Shoe size').selectOption('name');
    await page.getByText('Two columns fill Name.').first().waitFor();
    expect(await button('Import 4 rows').isDisabled()).to.equal(true);
    await fieldOf('Shoe size').selectOption('');
    await fieldOf('Full name').selectOption('');
    await page.getByText('Required, and no column fills it: Name.').waitFor();
    await fieldOf('Full name').selectOption('name');

    await page.getByLabel('It is the same record if this is the same').selectOption('name');
    await page.getByLabel('Then the record that is there').selectOption('update');
    await becomes(async () => (await rows.last().innerText()).includes('Change'), true);
    await button('Import 4 rows').click();
    await page.getByText('1 row is in Contacts. 1 record was changed. 2 rows were not taken:').waitFor();
    expect(await names()).to.deep.equal(['Anna Braun', 'Dora Evans']);
    expect((await pages.stored('contact', dora))['email']).to.equal('dora@alfreds.example');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Take 2 rows out as a file' }).click()]); // prettier-ignore
    expect(readFileSync(await download.path(), 'utf8').split('\r\n').slice(1, 3).map((line) => line.slice(0, 10))).to.deep.equal(['Ben Carter', 'Carla Díaz']); // prettier-ignore

    await button('Undo the import').click();
    await page.getByText('The import was undone').waitFor();
    expect(await names()).to.deep.equal(['Dora Evans']);
    expect((await pages.stored('contact', dora))['email']).to.equal(null);
  });

  it('is not offered to somebody without the right, and says so at its address', async () => {
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
    const sam = await pages.live.signIn('sam');
    const page = await pages.open('/list/contact', { as: sam });
    await page.getByRole('button', { name: 'This view' }).click();
    await page.getByRole('menuitem', { name: 'Copy link to this list' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Import …' }).count()).to.equal(0);
    expect((await sam.get('/api/start/files')).status).to.equal(403);
    await page.goto(`${pages.live.address}/import/contact`);
    await page.getByRole('heading', { name: 'You may not import here' }).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);
  });
});
