import { expect } from 'chai';
import type { Document } from '../../../metadata/schema/kinds.js';
import { installPackages, type Package } from '../../../server/releases/install.js';
import { eachDatabase } from '../../helper/databases.js';
import { sample, sampleDocuments, ulid } from '../../metadata/document/samples.js';
import { openWorkshop } from './workshop.js';

const isCore = (document: Document) => ['user', 'department', 'site'].includes(document.name);
const core = { id: 'core', documents: sampleDocuments.filter(isCore) };
const crm = (...changed: readonly Document[]) => ({
  id: 'crm',
  documents: sampleDocuments
    .filter((document) => !isCore(document))
    .map((document) => changed.find((each) => each.id === document.id) ?? document),
});

eachDatabase('releases/install', (fixture) => {
  const open = async () => {
    const shop = await openWorkshop(await fixture.open());
    const install = (...packages: readonly Package[]) => installPackages(shop, packages);
    const find = (kind: string, name: string) =>
      shop.store.current().documents.find(({ document }) => document.kind === kind && document.name === name);
    return { ...shop, install, find };
  };

  it('publishes packages as the first release and nothing the second time', async () => {
    const shop = await open();
    expect(await shop.install(core, crm())).to.deep.equal({ number: 1, changed: true, conflicts: [] });
    expect(shop.find('entity', 'order')!.layer).to.equal('crm');
    expect(shop.find('entity', 'user')!.layer).to.equal('core');
    expect(await shop.install(core, crm())).to.deep.equal({ number: 1, changed: false, conflicts: [] });
  });

  it('takes up what a newer version changed, beside what the site changed', async () => {
    const shop = await open();
    await shop.install(core, crm());
    const site = shop.store
      .current()
      .documents.map(({ document }) =>
        document.kind === 'entity' && document.name === 'customer' ? { ...document, label: 'Client' } : document,
      );
    await shop.publish(site);
    expect(shop.find('entity', 'customer')!.layer).to.equal('site');

    const newer = sample('entity', 'customer');
    newer.fields.push({ id: 'f9', name: 'email', type: 'text' });
    expect(await shop.install(core, crm(newer))).to.deep.equal({ number: 3, changed: true, conflicts: [] });
    const customer = shop.find('entity', 'customer')!.document as Extract<Document, { kind: 'entity' }>;
    expect(customer.label).to.equal('Client');
    expect(customer.fields.at(-1)!.name).to.equal('email');
  });

  it('keeps the site’s word where both changed one place, and tells it', async () => {
    const shop = await open();
    await shop.install(core, crm());
    const role = { ...sample('role', 'salesperson'), label: 'Seller' };
    await shop.publish(
      shop.store.current().documents.map(({ document }) => (document.id === role.id ? role : document)),
    );
    const answer = await shop.install(core, crm({ ...sample('role', 'salesperson'), label: 'Sales' }));
    expect(answer.conflicts).to.have.length(1);
    expect(answer.conflicts[0]).to.include({ package: 'crm', document: 'role/salesperson' });
    expect(shop.find('role', 'salesperson')!.document.label).to.equal('Seller');
    expect((await shop.install(core, crm({ ...sample('role', 'salesperson'), label: 'Sales' }))).changed).to.equal(
      false,
    );
  });

  it('leaves removed what the site removed', async () => {
    const shop = await open();
    await shop.install(core, crm());
    await shop.publish(
      shop.store
        .current()
        .documents.map((each) => each.document)
        .filter((each) => each.kind !== 'job'),
    );
    const menu = { ...sample('menu', 'main'), label: 'Start' };
    await shop.install(core, crm(menu));
    expect(shop.find('job', 'nightly')).to.equal(undefined);
    expect(shop.find('menu', 'main')!.document.label).to.equal('Start');
  });

  it('refuses two packages with one document, and names without the package’s id', async () => {
    const shop = await open();
    const refused = async (...packages: readonly Package[]) =>
      shop.install(...packages).then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await refused(core, { id: 'crm', documents: core.documents })).to.contain('both have the document');
    const loose = { id: 'fleet', documents: [{ ...sample('menu', 'main'), id: ulid(80), name: 'cars' }] };
    expect(await refused(core, loose)).to.contain('begins with fleet_');
  });
});
