import { expect } from 'chai';
import type { Registries } from '../../../metadata/contributions.js';
import type { FeatureRight } from '../../../metadata/schema/app.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { RightsOfSources } from '../../../server/releases/may-edit.js';
import { restoredDocument, shownDocument } from '../../../server/releases/withheld-sources.js';
import { coreRegistries } from '../../helper/http.js';
import { ulid } from '../../metadata/document/samples.js';

describe('releases/withheld-sources', () => {
  let registries: Registries;
  before(async () => {
    registries = await coreRegistries();
  });
  const as = (...rights: FeatureRight[]) =>
    ({ registries, access: { has: (right: FeatureRight) => rights.includes(right) } }) as unknown as RightsOfSources;

  const sql = (text: string, more: object = {}) => ({ type: 'sql', sql: text, ...more });
  const report = (...datasets: readonly [name: string, source: object][]) =>
    ({ kind: 'report', id: ulid(1), name: 'r', schema: 1, label: 'R', datasets: datasets.map(([name, source]) => ({ name, source })), sheet: { cells: {} } }) as unknown as Document; // prettier-ignore
  const query = { type: 'query', query: { entity: 'user', select: [{ path: 'name', as: 'name' }] } };
  const held = report(
    ['A', sql('select name from "user" where id = :a')],
    ['B', sql('select name from department where id = :a')],
    ['Q', query],
    ['C', sql('select count(*) as n from stock', { connection: 'warehouse' })],
  );
  const textsOf = (document: Document) =>
    (document as unknown as { datasets: { source: { sql?: string } }[] }).datasets.map(({ source }) => source.sql);

  it('shows each source to those who could write it, and leaves the document itself alone where all are shown', () => {
    expect(shownDocument(as('report.sql', 'report.sql.all'), held)).to.equal(held);
    const mine = textsOf(shownDocument(as('report.sql'), held));
    expect(mine.slice(0, 3)).to.deep.equal(textsOf(held).slice(0, 3));
    expect(mine[3]).to.match(/select null as "n"$/);
    const none = textsOf(shownDocument(as(), held));
    for (const text of [none[0], none[1]]) expect(text).to.match(/\*\/ select null as "name" where :a is null$/);
    expect(none[2]).to.equal(undefined);
    expect(shownDocument(as(), null)).to.equal(null);
  });

  it('puts back what was there: by its dataset, else where only one looks like it; from what is released first', () => {
    const [designer, sent] = [as(), shownDocument(as(), held)];
    const { datasets } = sent as unknown as { datasets: { name: string; source: object }[] };
    const [a, b, , c] = datasets.map(({ source }) => source) as [object, object, object, object];
    expect(restoredDocument(designer, sent, [held])).to.deep.equal(held);
    expect(textsOf(restoredDocument(designer, report(['B', b], ['C2', c]), [held]))).to.deep.equal([textsOf(held)[1], textsOf(held)[3]]); // prettier-ignore
    // Two look like this one, under other names.
    expect(restoredDocument(designer, report(['X', a]), [held])).to.deep.equal(report(['X', a]));
    const later = report(['A', sql('select name from "user" where id <> :a')]);
    expect(restoredDocument(designer, report(['A', a]), [later, held])).to.deep.equal(later);
    expect(restoredDocument(designer, report(['A', a]), [undefined, null, held])).to.deep.equal(report(['A', sql(textsOf(held)[0]!)])); // prettier-ignore
    // What has the rights is taken as it is.
    expect(restoredDocument(as('report.sql'), report(['A', a]), [held])).to.deep.equal(report(['A', a]));
  });
});
