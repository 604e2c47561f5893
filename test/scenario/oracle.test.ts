/** SQL gives the same rows as the evaluator: random queries, three readers, both engines. TRELLIS_ORACLE_RUNS runs more. */
import { expect } from 'chai';
import fc from 'fast-check';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Context } from '../../server/context.js';
import { ApiError } from '../../server/errors.js';
import { countRows } from '../../server/records/count.js';
import { prepareFor, toolsFor } from '../../server/records/prepare.js';
import { compilePage } from '../../server/records/sql/compile-page.js';
import { compileQuery } from '../../server/records/sql/compile-query.js';
import { selectRows } from '../../server/records/sql/fragment.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { testFold, testSource } from '../helper/model.js';
import { oracleRoles, queryArbitrary, randomRows } from '../helper/query-arbitrary.js';

const runs = Number(process.env['TRELLIS_ORACLE_RUNS'] ?? 60);

eachDatabase('scenario/oracle', (fixture) => {
  const rows = randomRows();
  let site: TestSite;
  before(async () => {
    site = await createSite(fixture.database, { rows });
  });

  const bind = (context: Context, query: Query): BoundQuery | undefined => {
    try {
      return prepareFor(context, query);
    } catch (error) {
      // What is refused, is refused for both.
      if (error instanceof ApiError) return undefined;
      throw error;
    }
  };
  const bySql = async (context: Context, bound: BoundQuery, twoSteps = false) => {
    const tools = toolsFor(context);
    const compiled = twoSteps ? compilePage(tools, bound, { limit: bound.limit! }) : compileQuery(tools, bound);
    const found = await selectRows(context.database.read, compiled.statement);
    return found.map((row) => {
      const values = compiled.read(row);
      return Object.fromEntries(bound.select.map(({ as }, index) => [as, values[index]]));
    });
  };
  const inMemory = (context: Context, bound: BoundQuery) =>
    evaluateQuery(bound, testSource(rows), {
      model: context.release.model,
      fold: testFold,
      timeZone: context.evaluation.timeZone,
    });

  it(`answers ${runs} random queries as the evaluator does`, async function () {
    this.timeout(Math.max(60_000, runs * 60));
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(queryArbitrary, fc.constantFrom(...oracleRoles), async (query, roles) => {
        const context = roles === 'system' ? site.system() : site.as({}, roles);
        const bound = bind(context, query);
        if (!bound) return;
        compared++;
        const expected = inMemory(context, bound);
        expect(await bySql(context, bound)).to.deep.equal(expected.rows);
        if (bound.limit !== undefined) expect(await bySql(context, bound, true)).to.deep.equal(expected.rows);
        expect(await countRows(context, bound)).to.equal(expected.total);
      }),
      {
        numRuns: runs,
        ...(process.env['TRELLIS_ORACLE_SEED'] ? { seed: Number(process.env['TRELLIS_ORACLE_SEED']) } : {}),
      },
    );
    expect(compared).to.be.greaterThan(runs / 2);
  });
});
