/**
 * Random roles with random sharing rules over records of which many were shared by hand: SQL on both engines gives the
 * rows that the evaluator gives in memory, to read and to change. `TRELLIS_ORACLE_RUNS=10000` runs the long one.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { evaluateQuery } from '../../metadata/query/evaluate.js';
import type { Share } from '../../metadata/query/share.js';
import type { BoundQuery } from '../../metadata/query/types.js';
import type { Query } from '../../metadata/schema/query.js';
import type { Context } from '../../server/context.js';
import { ApiError } from '../../server/errors.js';
import { listRecords } from '../../server/records/list.js';
import { prepareFor, systemView, toolsFor } from '../../server/records/prepare.js';
import { compileQuery } from '../../server/records/sql/compile-query.js';
import { selectRows } from '../../server/records/sql/fragment.js';
import { createSite, type TestSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { idOf, testFold, testRole, testSource } from '../helper/model.js';
import { randomRows } from '../helper/query-arbitrary.js';
import { personArbitrary } from '../helper/role-arbitrary.js';
import type { TestRows } from '../helper/rows.js';
import { randomShares, sharingArbitrary } from '../helper/sharing-arbitrary.js';

const runs = Number(process.env['TRELLIS_ORACLE_RUNS'] ?? 60);
const seed = Number(process.env['TRELLIS_ORACLE_SEED'] ?? 2026);
const entities = ['customer', 'order', 'order_line', 'contact'] as const;

eachDatabase((name, open) => {
  describe('scenario/oracle-sharing', () => {
    const rows: TestRows = randomRows(100);
    const shares: readonly Share[] = randomShares(seed);
    let site: TestSite;
    before(async function () {
      this.timeout(60_000);
      site = await createSite(await open(), { rows });
      const at = '2026-06-18T10:00:00.000Z';
      const stored = shares.map(({ record, ...share }, index) => ({
        ...share, record_id: record, id: `01SHARE${String(index).padStart(19, '0')}`, at,
      })); // prettier-ignore
      await site.database.write((transaction) => transaction('sys_share').insert(stored));
    });

    const bind = (make: () => BoundQuery): BoundQuery | undefined => {
      try {
        return make();
      } catch (error) {
        if (error instanceof ApiError) return undefined;
        throw error;
      }
    };
    const idsIn = async (context: Context, bound: BoundQuery): Promise<readonly unknown[]> => {
      const compiled = compileQuery(toolsFor(context), bound);
      const found = await selectRows(context.database.read, compiled.statement);
      return found.map((row) => compiled.read(row)[0]);
    };
    const idsInMemory = (bound: BoundQuery, given: readonly Share[]): readonly unknown[] => {
      const options = { model: site.model, fold: testFold, timeZone: 'Europe/Berlin' };
      return evaluateQuery(bound, testSource(rows, given), options).rows.map((row) => row['id']);
    };

    it('costs no statement more, however many records are shared', async () => {
      const role = testRole([{ entity: 'order', actions: { read: 'own' } }]);
      const count = async (shared: readonly string[]) => {
        const context = site.as({ id: idOf('user', 1) }, [role], { shared });
        return (await site.statements(() => listRecords(context, 'order', { count: true }))).length;
      };
      expect(await count(entities)).to.equal(await count([]));
    });

    it(`gives ${runs} random people the rows shared with them, as the evaluator does`, async function () {
      this.timeout(Math.max(60_000, runs * 120));
      const counts = { compared: 0, byHand: 0, byRule: 0, writable: 0 };
      await fc.assert(
        fc.asyncProperty(
          personArbitrary,
          sharingArbitrary,
          fc.constantFrom(...entities),
          async ({ principal, roles }, rules, entity) => {
            const as = (sharing: Parameters<TestSite['as']>[2]) => site.as(principal, roles, sharing);
            const context = as({ rules, shared: entities });
            const query: Query = { entity, select: [{ path: 'id' }] };
            const bound = bind(() => prepareFor(context, query));
            if (!bound) return;
            const found = await idsIn(context, bound);
            expect(found).to.deep.equal(idsInMemory(bound, shares));
            counts.compared++;

            // Without the rules, and without the shares, nobody sees more.
            const withoutRules = idsInMemory(bind(() => prepareFor(as({ rules: [], shared: entities }), query))!, shares);
            const withoutShares = idsInMemory(bind(() => prepareFor(as({ rules }), query))!, shares);
            expect(found).to.include.members([...withoutRules, ...withoutShares]);
            if (withoutRules.length < found.length) counts.byRule++;
            if (withoutShares.length < found.length) counts.byHand++;

            // Changing follows the same rules at its own level; nobody changes by a share what they may not read.
            const writable = bind(() =>
              prepareFor(context, { ...query, where: context.access.filter('update', entity) }, { access: systemView(context) }),
            );
            if (!writable) return;
            const changed = await idsIn(context, writable);
            expect(changed).to.deep.equal(idsInMemory(writable, shares));
            if (changed.length > 0) counts.writable++;
          },
        ),
        { numRuns: runs, seed },
      ); // prettier-ignore
      // People with whom nothing was shared would prove nothing.
      expect(counts.compared, 'compared').to.be.greaterThan(runs * 0.5);
      expect(counts.byHand, `shares made a difference on ${name}`).to.be.greaterThan(counts.compared * 0.2);
      expect(counts.byRule, `rules made a difference on ${name}`).to.be.greaterThan(counts.compared * 0.1);
      expect(counts.writable, 'writable').to.be.greaterThan(counts.compared * 0.1);
    });
  });
});
