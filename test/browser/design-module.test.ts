/**
 * A module from nothing, as the person who builds it does it in the designer, and as a salesperson then uses it: two entities
 * with their relation, form, list, board and rights, a report with subtotals and a cross-tab, a dashboard whose parts answer
 * each other; then a field's type is changed, and the release is taken back, with nothing lost. Each test goes on from the
 * one before; what each screen can do besides has a suite of its own.
 */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { countActions } from '../helper/count-actions.js';
import { becomes } from '../helper/eventually.js';
import type { Browser } from '../helper/http.js';
import { withLivePages } from '../helper/live-page.js';
import { hasFocus } from '../helper/page-signs.js';

describe('browser/design-module', function () {
  this.timeout(90_000);
  const pages = withLivePages();
  const { open } = pages;
  let sam: Browser;

  before(async () => {
    await pages.live.addUser({ login: 'sam', roles: ['salesperson'] });
    sam = await pages.live.signIn('sam');
  });

  /** A new entity by its dialog, over whatever document is open. */
  const newEntity = async (page: Page, label: string, fields: readonly (readonly [label: string, type: string])[], belongsTo?: string): Promise<void> => {
    await page.getByRole('button', { name: 'New: Entity' }).click();
    await hasFocus(page.getByLabel('Label', { exact: true }));
    await page.keyboard.type(label);
    if (belongsTo) await page.getByLabel('Each record belongs to').selectOption(belongsTo);
    for (const [index, [name, type]] of fields.entries()) {
      await page.getByRole('button', { name: 'Field', exact: true }).click();
      await hasFocus(page.getByLabel(`Label of field ${index + 1}`));
      await page.keyboard.type(name);
      await page.getByLabel(`Type of field ${index + 1}`).selectOption({ label: type });
    }
    await page.getByRole('checkbox', { name: 'Salesperson' }).check();
    await page.getByRole('button', { name: 'Make the entity' }).click();
    await page.locator('tr-toasts').getByText(`${label} was made`).waitFor();
    await page.getByRole('heading', { name: label }).first().waitFor();
  }; // prettier-ignore
  const newDocument = async (page: Page, kind: string, label: string): Promise<void> => {
    await page.getByRole('button', { name: `New: ${kind}` }).click();
    await hasFocus(page.getByLabel('Label', { exact: true }));
    await page.keyboard.type(label);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: label }).first().waitFor();
  };
  const publish = async (page: Page, number: number): Promise<void> => {
    await page.getByRole('button', { name: /^Publish \d+ …/ }).click();
    await page.getByRole('button', { name: `Publish release ${number}` }).click();
    await page.getByRole('row', { name: new RegExp(`Release ${number} Live`) }).waitFor();
  };
  /** The lines of a sheet, as a reader sees them. */
  const lines = (sheet: Locator): Promise<string[]> =>
    sheet.locator('.row').evaluateAll((all) =>
      all
        .map((row) => [...row.querySelectorAll('.cell .text')].map((each) => each.textContent!.trim()).filter((text) => text !== ''))
        .map((texts) => texts.join(' | '))
        .filter((text) => text !== ''),
    ); // prettier-ignore
  const made = async (entity: string, values: Readonly<Record<string, unknown>>): Promise<string> => {
    const { status, json, text } = await sam.post(`/api/records/${entity}?duplicates=allow`, values);
    expect(status, text).to.equal(201);
    return (json as { id: string }).id;
  };

  /** All bookings in the order in which they were made. */
  const bookings = async () =>
    ((await pages.admin.get('/api/records/booking?limit=50&sort=id')).json as { rows: { id: string; seats: number; state: string }[] }).rows; // prettier-ignore

  it('two entities with their relation, a choice of its own values', async () => {
    const page = await open('/design/entity/customer');
    await newEntity(page, 'Course', [['Starts', 'Date']]);
    await newEntity(page, 'Booking', [['Seats', 'Whole number']], 'course');
    await page.getByRole('button', { name: 'Add field' }).click();
    await hasFocus(page.locator('td-field-dialog').getByLabel('Label', { exact: true }));
    await page.keyboard.type('State');
    await page.locator('td-field-dialog select').first().selectOption({ label: 'Choice' });
    await page.getByLabel('Or a new list: one value per line').fill('Asked\nBooked\nPaid');
    await page.getByRole('checkbox', { name: 'List: Bookings' }).check();
    await page.locator('td-field-dialog').getByRole('button', { name: 'Add field' }).click();
    await page.locator('tr-toasts').getByText('State was added').waitFor();
    // What the acts changed on the way has no tab.
    expect(await page.locator('td-open-tabs a').allInnerTexts()).to.deep.equal(['Customer', 'Course', 'Booking']);
  });

  it('a report with subtotals above a cross-tab, all by picked fields', async () => {
    const page = await open('/design/entity/booking');
    await newDocument(page, 'Report', 'Seats by course');
    await page.getByRole('button', { name: 'Add dataset' }).click();
    await page.getByRole('menuitem', { name: 'Booking', exact: true }).click();
    const field = (name: string) => page.locator(`td-report-palette [data-field="B.${name}"]`);
    const pick = async () => {
      for (const name of ['course', 'state', 'seats']) await field(name).click();
    };
    await field('seats').waitFor();
    // Its own fields come before those that every entity has.
    expect((await page.locator('td-report-palette [data-field]').allInnerTexts()).slice(0, 4).map((text) => text.trim())).to.deep.equal(['Name', 'Course', 'Seats', 'State']); // prettier-ignore
    await pick();
    await page.getByRole('button', { name: 'Grouped', exact: true }).click();
    const subtotal = page.locator('td-report-toolbar').getByRole('button', { name: 'Subtotal', exact: true });
    await subtotal.click();
    await subtotal.click();
    await page.keyboard.press('Escape');
    const cells = (await page.locator('td-sheet-grid .cells').boundingBox())!;
    await page.mouse.click(cells.x + 40, cells.y + 26 * 5 + 12);
    await pick();
    await page.getByRole('button', { name: 'Cross-tab', exact: true }).click();
    await page.getByText('Booking is a draft: its rows can be shown once it is published.').waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText(/^Saved/).waitFor();
  });

  it('a board of its choice, and a dashboard that begins with what is there', async () => {
    const page = await open('/design/entity/booking');
    await newDocument(page, 'View', 'Booking board');
    await page.locator('td-view-canvas').getByRole('button', { name: 'Board', exact: true }).click();
    const view = async () => ((await pages.admin.get('/api/documents/view/booking_board')).json as { document: Record<string, unknown> }).document; // prettier-ignore
    await becomes(async () => [(await view())['entity'], (await view())['options']], ['booking', { by: 'state' }]);
    await page
      .getByRole('button', { name: 'Documents', exact: true })
      .or(page.getByRole('tab', { name: 'Documents' }))
      .click();
    await newDocument(page, 'Dashboard', 'Course desk');
    await page.getByText('Nothing stands here yet').waitFor();
    await page.getByRole('button', { name: 'Bookings', exact: true }).click();
    await page.getByRole('option', { name: /^Bookings by State, / }).click();
    await page.getByRole('toolbar').getByRole('button', { name: 'What a click does' }).click();
    await page.getByRole('menuitemradio', { name: 'Narrow the other parts by State' }).click();
    await page.getByRole('option', { name: /^Bookings by State, .*A click narrows 2 parts by State/ }).waitFor();
    const clicks = async () => JSON.stringify((await pages.admin.get('/api/documents/dashboard/course_desk')).json.document).includes('"click":[{"set"'); // prettier-ignore
    await page.keyboard.press('Control+s');
    await becomes(clicks, true);
  });

  it('is published, and used: records, their relation, list and report', async () => {
    const page = await open('/design/report/seats_by_course');
    await publish(page, 2);
    const [lit, lace] = [await made('course', { name: 'Lit', starts: '2026-05-04' }), await made('course', { name: 'Lace' })];
    for (const [course, state, seats] of [[lit, 'asked', 3], [lit, 'paid', 4], [lace, 'paid', 5]] as const) {
      await made('booking', { name: `${state} ${seats}`, course, state, seats });
    }
    const desk = await open('/', { as: sam });
    await desk.getByRole('link', { name: 'Courses' }).click();
    await desk.getByText('Lit').first().click();
    await desk.getByRole('heading', { name: /^Bookings/ }).waitFor();
    await desk.getByText('paid 4').first().waitFor();
    const reader = await open('/report/seats_by_course');
    await becomes(() => lines(reader.locator('tr-sheet')), [
      'Course | State | Seats', 'Lace | Paid | 5', 'Subtotal | 5', 'Lit | Asked | 3', 'Paid | 4', 'Subtotal | 7', 'Total | 12',
      'Course | Asked | Paid', 'Lace | 5', 'Lit | 3 | 4',
    ]);
  }); // prettier-ignore

  it('its board moves a booking, its dashboard answers a click', async () => {
    const board = await open('/list/booking?view=booking_board', { as: sam });
    const column = (name: string) => board.locator('tr-board').getByRole('region', { name: new RegExp(`^${name}`) });
    await countActions(board).drag(column('Asked').getByText('asked 3'), column('Booked'));
    await becomes(async () => (await bookings()).map(({ state }) => state), ['booked', 'paid', 'paid']);
    const desk = await open('/dashboard/course_desk', { as: sam });
    const figure = desk.locator('tr-widget-card[data-id=kpi] .card');
    await figure.getByText('3', { exact: true }).waitFor();
    await desk.locator('tr-vega-chart .plot svg .mark-rect path').first().click({ force: true });
    await figure.getByText('1', { exact: true }).waitFor();
  });

  it('another type carries its values over; a roll back takes all of it back, with nothing lost', async () => {
    // How a roll back is asked what it would do.
    pages.expectProblems(/409/);
    const page = await open('/design/entity/booking');
    await page.getByRole('button', { name: 'Seats', exact: true }).click();
    await page.locator('td-inspector').getByLabel('Type').selectOption({ label: 'Decimal number' });
    await page.getByRole('button', { name: 'Carry its values over' }).click();
    await page.getByText('values are carried over').waitFor();
    await publish(page, 3);
    expect((await bookings()).map(({ seats }) => seats)).to.deep.equal([3, 4, 5]);
    const { id } = (await bookings())[0]!;
    await pages.change('booking', id, { seats: 6 });

    const documents = async () =>
      JSON.stringify((await pages.admin.get('/api/documents/entity/booking')).json.document);
    expect(await documents()).to.include('"decimal"');
    await page
      .getByRole('row', { name: /^Release 2 / })
      .getByRole('button', { name: 'Roll back …' })
      .click();
    await page.getByRole('button', { name: 'Go back to release 2' }).click();
    await page.getByRole('row', { name: /^Release 4 Live/ }).waitFor();
    expect(await documents())
      .to.include('"integer"')
      .and.not.to.include('"decimal"');
    expect((await bookings()).map(({ seats, state }) => [seats, state])).to.deep.equal([
      [6, 'booked'],
      [4, 'paid'],
      [5, 'paid'],
    ]);
    const reader = await open('/report/seats_by_course', { as: sam });
    await becomes(async () => (await lines(reader.locator('tr-sheet'))).includes('Total | 15'), true);
  });
});
