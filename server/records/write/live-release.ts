/**
 * A write keeps the release its request began with; another may go live meanwhile (a long import, a slow form). Every write
 * therefore reads the live number inside its transaction, under a lock that a switch waits for: it is before the switch,
 * whose fill then sees its rows, or after it, and then it gives its rows here what the newer release gave all others.
 */
import type { Database, Transaction } from '../../database/database.js';
import { compileModel } from '../../../metadata/model/compile.js';
import { readDocuments } from '../../releases/document-rows.js';
import { computeRows } from '../../releases/fill-computed.js';
import { releaseContext } from '../../releases/release-context.js';
import { fillRows, type FillStep } from '../../releases/run-fill.js';
import { isFill, type Step } from '../../releases/step.js';
import { raw, selectRows, type Fragment } from '../sql/fragment.js';
import { changedFields, type Draft } from './draft.js';
import { touchParents } from './parents.js';
import type { Write } from './write.js';

/** The live release's number, held until the transaction ends; 0 when none was published. */
export async function lockLiveNumber({ engine }: Pick<Database, 'engine'>, transaction: Transaction): Promise<number> {
  const [row] = await selectRows(transaction, liveNumber[engine]);
  return Number(row?.['value'] ?? 0) || 0;
}

const liveNumber: Readonly<Record<Database['engine'], Fragment>> = {
  sqlite: raw("select value from sys_setting where name = 'live_release'"),
  mysql: raw("select value from sys_setting where name = 'live_release' lock in share mode"),
};

/** Completes what this write stored under an older release. */
export async function completeForLive(write: Write, live: number): Promise<void> {
  const { context, transaction } = write;
  const steps = await fillsSince(transaction, context.release.number, live);
  if (steps.length === 0 || write.drafts.length === 0) return;
  const documents = (await readDocuments(transaction, live)).map((stored) => stored.document);
  const model = compileModel(documents, context.registries);
  const next = releaseContext(context, { number: live, model, hash: '' });
  const tools = { database: context.database, model, fold: context.fold, context: next };
  const drafts = write.drafts.flatMap((draft): readonly Draft[] => {
    const entity = model.entities.get(draft.entity.name);
    return entity ? [{ ...draft, entity, children: [] }] : [];
  });
  for (const step of steps) {
    const own = drafts.filter((draft) => draft.entity.name === step.entity && draft.action !== 'delete');
    const filled = own.filter((draft) => isFilled(step, draft));
    const ids = filled.map((draft) => draft.id);
    const field = model.entities.get(step.entity)?.fields.get(step.field);
    if (ids.length === 0 || !field) continue;
    if (step.action === 'fillComputed') await computeRows(tools, transaction, filled[0]!.entity, field, ids);
    else await fillRows(tools, transaction, step, ids);
  }
  await touchParents({ ...write, context: next }, drafts);
}

function isFilled(step: FillStep, draft: Draft): boolean {
  // A default is for new records: in others an empty field may be meant.
  if (step.action === 'fillDefault') return draft.action === 'create';
  // The new column may hold what somebody wrote since: only a value that this write gave is carried over.
  if (step.action === 'convertColumn') return changedFields(draft).includes(step.field);
  return true;
}

async function fillsSince(transaction: Transaction, from: number, to: number): Promise<readonly FillStep[]> {
  const rows = (await transaction('sys_release')
    .select('plan')
    .where({ state: 'live' })
    .where('number', '>', from)
    .where('number', '<=', to)
    .orderBy('number')) as { plan: string }[];
  return rows.flatMap(({ plan }) => (JSON.parse(plan) as { steps: readonly Step[] }).steps).filter(isFill);
}
