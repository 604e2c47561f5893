import { expect } from 'chai';
import { examineOrphans } from '../../../server/operations/doctor.js';
import { createRecord } from '../../../server/records/create.js';
import { deleteRecord } from '../../../server/records/delete.js';
import { campaignDocuments } from '../../helper/campaigns.js';
import { createSite } from '../../helper/context.js';
import { eachDatabase } from '../../helper/databases.js';
import { idOf } from '../../helper/model.js';
import { testRows } from '../../helper/rows.js';

eachDatabase('operations/doctor', (fixture) => {
  it('finds links and look-ups that lead to nothing, not those that went with their record', async () => {
    const system = (await createSite(fixture.database, { documents: campaignDocuments, rows: testRows })).system();
    const members = [idOf('customer', 1), idOf('customer', 5)];
    await createRecord(system, 'campaign', { name: 'Spring', members });
    const gone = await createRecord(system, 'campaign', { name: 'Autumn', members });
    await deleteRecord(system, 'campaign', gone.id, 1);
    expect((await examineOrphans(system)).map(({ level }) => level)).to.deep.equal(['ok']);
    await fixture.database.write((transaction) =>
      transaction('d_customer').where({ id: members[1] }).update({ deleted_at: '2026-01-01T00:00:00.000Z' }),
    );
    await fixture.database.write((transaction) =>
      transaction('d_order').where({ id: idOf('order', 1) }).update({ customer: idOf('customer', 99) }),
    );
    expect((await examineOrphans(system)).map(({ text }) => text)).to.deep.equal([
      '1 records of order point by customer to a customer that does not exist.',
      '1 links of campaign.members have no customer any more on one side.',
    ]);
  });
}); // prettier-ignore
