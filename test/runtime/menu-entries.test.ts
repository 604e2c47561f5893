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
