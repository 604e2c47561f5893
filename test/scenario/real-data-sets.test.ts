/**
 * Further real data sets through the maps that ship: an online shop's invoices, a telephone company's customers, campaigns,
 * incidents, complaints, a city's requests, a call centre and areas. Every quirk that ../shared/data/README.md names is told with its count, and no cell changes in
 * silence. The long files are read from their beginning only, with counts taken from the same rows; TRELLIS_DATA_FULL=1
 * reads them whole (online retail takes minutes) and compares with the README's own counts.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import type { Finding } from '../../metadata/import/findings.js';
import type { Query } from '../../metadata/schema/query.js';
import { labelText } from '../../metadata/value.js';
import type { MapReport } from '../../server/import/report.js';
import { runImportSet } from '../../server/import/run-set.js';
import { runQuery } from '../../server/records/query.js';
import { eachDatabase } from '../helper/databases.js';
import { startLiveSite, type LiveSite } from '../helper/live-site.js';
import { needsRealData, realData } from '../helper/real-data.js';
import { silentChanges, type Row } from '../helper/silent-changes.js';
import { quirks, sets, type Quirk, type SetPlan } from './real-data-quirks.js';

const full = process.env['TRELLIS_DATA_FULL'] === '1';

/** The rows of a file, read by another way than the product's; the first `limit` of them. */
function readRows(file: string, { delimiter = ',', limit }: { readonly delimiter?: string; readonly limit?: number }) {
  const bytes = readFileSync(join(realData, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const options = { columns: true, bom: true, delimiter, relax_quotes: false, ...(limit === undefined ? {} : { to: limit }) };
  return parse(text, options) as unknown as readonly Row[];
} // prettier-ignore

const tells = (quirk: Quirk, finding: Finding): boolean =>
  quirk.note === undefined
    ? finding.code === quirk.code && finding.path === quirk.path && (quirk.from === undefined || finding.from === quirk.from)
    : finding.code === 'NOTE' && labelText(finding.label!, 'en').startsWith(quirk.note); // prettier-ignore

eachDatabase('scenario/real-data-sets', (fixture) => {
  for (const [set, plan] of Object.entries<SetPlan>(sets)) {
    describe(set, function () {
      this.timeout(full ? 3_600_000 : 400_000);
      // What is whole on one engine is begun on the other: the same maps and rules, fewer rows.
      const limit = full ? undefined : (plan.limit ?? (fixture.engine === 'mysql' ? 1500 : undefined));
      const reports = new Map<string, MapReport>();
      const files = new Map<string, readonly Row[]>();
      let live: LiveSite;

      before(async function () {
        needsRealData(this, plan.folder);
        live = await startLiveSite({ url: await fixture.freshUrl() });
        const report = await runImportSet(live.site.system('import'), set, realData, limit === undefined ? {} : { limit });
        for (const map of report.maps) reports.set(map.map, map);
      }); // prettier-ignore
      after(() => live?.close());

      const rowsOf = (map: string): readonly Row[] => {
        const document = live.site.releases.current().model.find('import_map', map)!;
        const { file = '', delimiter } = document;
        const known = files.get(file) ?? readRows(file, { ...(delimiter ? { delimiter } : {}), ...(limit === undefined ? {} : { limit }) }); // prettier-ignore
        files.set(file, known);
        return known;
      };
      const total = async (query: Query) => (await runQuery(live.site.system('compare'), query)).rows[0]!;

      it('takes every row but those that are named', () => {
        for (const [name, map] of reports) {
          expect(map.problems, name).to.deep.equal([]);
          const expected = full || limit === undefined ? (plan.rejected?.[name] ?? 0) : 0;
          expect(map.rejected, `${name} ${JSON.stringify(map.rejects[0])}`).to.equal(expected);
        }
      });

      for (const quirk of quirks.filter((each) => each.set === set)) {
        it(`tells: ${quirk.says} (${quirk.count})`, () => {
          const told = reports.get(quirk.map)!.findings.filter((finding) => tells(quirk, finding));
          const count = told.reduce((sum, finding) => sum + finding.count, 0);
          const isWhole = full || limit === undefined || reports.get(quirk.map)!.rows < limit;
          if (isWhole) expect(count, JSON.stringify(reports.get(quirk.map)!.findings)).to.equal(quirk.count);
          if (!full) expect(count, 'in the rows that were read').to.equal(rowsOf(quirk.map).filter(quirk.holds).length);
        });
      }

      for (const [map, key] of Object.entries(plan.keys)) {
        it(`changes no cell of ${map} in silence`, async function () {
          if (full && plan.limit !== undefined) this.skip();
          const rows = new Map<string, Row>();
          for (const row of rowsOf(map)) if (key.keep === 'last' || !rows.has(key.file(row))) rows.set(key.file(row), row);
          expect(rows.size).to.be.greaterThan(0);
          const report = reports.get(map)!;
          expect(await silentChanges({ live, report, rows: [...rows.values()], key })).to.deep.equal([]);
        }); // prettier-ignore
      }

      for (const { says, query, full: expected, file } of plan.sums) {
        it(`has ${says}`, async () => {
          const found = await total(query);
          const wanted = full || limit === undefined ? expected : file.of(rowsOf(file.map));
          for (const [name, value] of Object.entries(wanted)) expect(found[name], name).to.be.closeTo(value, 0.005);
        });
      }
    });
  }
});
