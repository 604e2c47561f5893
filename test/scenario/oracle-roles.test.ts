/**
 * Random roles x random queries x random rows: SQL on both engines gives the rows that the evaluator gives in memory. The
 * run in CI is short and seeded; `TRELLIS_ORACLE_RUNS=10000` (and `TRELLIS_ORACLE_SEED`) runs the long one.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Context } from '../../server/context.js';
import { ApiError } from '../../server/errors.js';
import { prepareFor, toolsFor } from '../../server/records/prepare.js';
import { compileQuery } from '../../server/records/sql/compile-query.js';
import { selectRows } from '../../server/records/sql/fragment.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { testFold, testSource } from '../helper/model.js';
import { queryArbitrary, randomRows } from '../helper/query-arbitrary.js';
import { personArbitrary } from '../helper/role-arbitrary.js';
import type { TestRows } from '../helper/rows.js';

const runs = Number(process.env['TRELLIS_ORACLE_RUNS'] ?? 60);
const seed = Number(process.env['TRELLIS_ORACLE_SEED'] ?? 2026);
/** One set of rows per seed: a handful, more in a long run. */
const rowSeeds = Array.from({ length: runs > 1000 ? 8 : 2 }, (_, index) => 100 + index);

eachDatabase((name, open) => {
  describe('scenario/oracle-roles', () => {
    const sites: { readonly site: TestSite; readonly rows: TestRows }[] = [];
    before(async function () {
      this.timeout(60_000);
      for (const rowSeed of rowSeeds) {
        const rows = randomRows(rowSeed);
        sites.push({ site: await createSite(await open(), { rows }), rows });
      }
    });

    /** Undefined when it is refused: then neither reader is asked. */
    const bind = (context: Context, query: Query): BoundQuery | undefined => {
      try {
        return prepareFor(context, query);
      } catch (error) {
        if (error instanceof ApiError) return undefined;
        throw error;
      }
    };

    it(`gives ${runs} random people the same rows as the evaluator`, async function () {
      this.timeout(Math.max(60_000, runs * 60));
      const counts = { compared: 0, some: 0, fewer: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.nat(sites.length - 1),
          personArbitrary,
          queryArbitrary,
          async (at, { principal, roles }, query) => {
            const { site, rows } = sites[at]!;
            const context = site.as(principal, roles);
            const bound = bind(context, query);
            if (!bound) return;
            const options = { model: site.model, fold: testFold, timeZone: context.evaluation.timeZone };
            const expected = evaluateQuery(bound, testSource(rows), options);
            const compiled = compileQuery(toolsFor(context), bound);
            const found = (await selectRows(context.database.read, compiled.statement)).map((row) => {
              const values = compiled.read(row);
              return Object.fromEntries(bound.select.map(({ as }, index) => [as, values[index]]));
            });
            expect(found).to.deep.equal(expected.rows);
            const everything = evaluateQuery(bind(site.system(), query)!, testSource(rows), options);
            counts.compared++;
            if (found.length > 0) counts.some++;
            if (JSON.stringify(expected.rows) !== JSON.stringify(everything.rows)) counts.fewer++;
          },
        ),
        { numRuns: runs, seed },
      );
      // Roles that see nothing or everything would prove nothing.
      expect(counts.compared, 'compared').to.be.greaterThan(runs * 0.3);
      expect(counts.some, 'with rows').to.be.greaterThan(counts.compared * 0.2);
      expect(counts.fewer, `rights made a difference on ${name}`).to.be.greaterThan(counts.compared * 0.3);
    });
  });
});
