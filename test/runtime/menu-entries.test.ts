import { expect } from 'chai';
import { readApp } from '../../runtime/data/app-document.js';
import { groupsOf, homeHref, navEntries, navLinks, placeOf } from '../../runtime/shell/menu-entries.js';
import { fixtureApp } from '../helper/fixture-app.js';

const app = readApp(fixtureApp);

describe('shell/menu-entries', () => {
  it('draws the menu document with what the entries open', () => {
    const links = navLinks(navEntries(app));
    expect(links.map((link) => link.href)).to.deep.equal([
      '/list/customer',
      '/list/order',
      '/list/product',
      '/list/campaign',
      '/dashboard/sales',
    ]);
    expect(links[0]!.icon).to.equal('building-2');
  });

  it('keeps what is to be counted, and marks links that leave the site', () => {
    const filter = { field: 'state', op: 'eq', value: 'open' } as const;
    const menu = {
      ...fixtureApp.menu,
      entries: [
        { id: 'w', type: 'link', label: 'Price watch', href: 'https://example.com/prices' },
        { id: 'o', type: 'list', entity: 'order', badge: filter },
        { id: 'i', type: 'link', label: 'Open orders', href: '/list/order?view=open' },
      ],
    };
    const [outside, list, inside] = navLinks(navEntries(readApp({ ...fixtureApp, menu })));
    expect(outside).to.include({ outside: true, icon: 'external-link', href: 'https://example.com/prices' });
    expect(list!.badge).to.deep.equal({ entity: 'order', filter });
    expect(inside).to.include({ outside: false, icon: 'link' });
    expect(homeHref(readApp({ ...fixtureApp, menu: { ...menu, home: undefined } }))).to.equal('/list/order');
  });

  it('keeps groups in groups, also where nothing else stands in the outer one', () => {
    const inner = { id: 'in', type: 'group', label: 'In', entries: [{ id: 'o', type: 'list', entity: 'order' }] };
    const none = { id: 'no', type: 'group', label: 'None', entries: [{ id: 's', type: 'separator' }] };
    const menu = { ...fixtureApp.menu, entries: [{ id: 'out', type: 'group', label: 'Out', entries: [inner, none] }] };
    const entries = navEntries(readApp({ ...fixtureApp, menu }));
    expect(navLinks(entries).map(({ href }) => href)).to.deep.equal(['/list/order']);
    expect(groupsOf(entries, '/list/order')).to.deep.equal(['Out', 'In']);
  });

  it('leaves out what the person may not read, and groups that are empty then', () => {
    const none = readApp({ ...fixtureApp, access: {}, dashboards: [] });
    expect(navEntries(none)).to.deep.equal([]);
  });

  it('lists what can be read when there is no menu', () => {
    const links = navLinks(navEntries(readApp({ ...fixtureApp, menu: undefined })));
    expect(links.map((link) => link.id))
      .to.include('customer')
      .and.not.include('secret_thing');
  });

  it('opens the home of the menu and knows where a record belongs', () => {
    expect(homeHref(app)).to.equal('/list/customer');
    expect(placeOf('/record/customer/1?x=1')).to.equal('/list/customer');
    expect(placeOf('/new/order')).to.equal('/list/order');
    expect(groupsOf(navEntries(app), '/list/order')).to.have.length(1);
    expect(groupsOf(navEntries(app), '/list/user')).to.equal(undefined);
  });
});
