/**
 * What would be published: the live documents with drafts or given documents in their place, checked and planned. Nothing
 * is written here; publish does it all again under the lock and compares the hash.
 *
 *   next documents -> schema -> rights -> in use -> meaning -> plan -> data
 */
import type { Registries } from '../../metadata/contributions.js';
import { checkDocuments, documentKey, hasErrors } from '../../metadata/document/check.js';
import { indexReferences, whereUsed, type Use } from '../../metadata/document/references.js';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import { compileModel } from '../../metadata/model/compile.js';
import { estimatePublish, type PublishEstimate } from '../../metadata/document/publish-estimate.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { Database } from '../database/database.js';
import { tableInfo } from '../database/schema.js';
import { say } from '../../metadata/words.js';
import { kindNouns } from '../../metadata/document/nouns.js';
import { conflict, invalid } from '../errors.js';
import { parseTemplate } from '../print/parse-template.js';
import { readEarlierVersions } from './document-rows.js';
import { inspectFindings, inspectPlan, type CountedStep } from './inspect.js';
import { misfitConsents } from './misfits.js';
import { physicalTables } from './physical.js';
import { requiredConsents } from './plan-required.js';
import { readSpeeds } from './publish-speeds.js';
import { planRelease, type DocumentProblem, type ReleasePlan } from './plan.js';
import { isConvert } from './step.js';
import type { LoadedRelease } from './store.js';

export interface Proposal extends Omit<ReleasePlan, 'steps' | 'required'> {
  /** The release it is planned against. */
  readonly base: number;
  readonly steps: readonly CountedStep[];
  /** Findings that do not stop publish. */
  readonly warnings: readonly DocumentProblem[];
  /** How long the steps may take. */
  readonly estimate: PublishEstimate;
}

export interface ProposeTools {
  readonly database: Database;
  readonly registries: Registries;
  readonly validator: DocumentValidator;
}

/** What stands against publishing, and what does not stop it. */
export type Findings = Pick<Proposal, 'base' | 'problems' | 'warnings'>;

/** Throws 422 for documents that are none, 409 IN_USE for what is removed and still used; other findings are listed. */
export async function proposeRelease(
  tools: ProposeTools,
  current: LoadedRelease,
  next: readonly Document[],
): Promise<Proposal> {
  const { database, registries } = tools;
  const { plan: planned, findings } = await planNext(tools, current, next);
  const { required, ...plan } = planned;
  const inspection = await inspectPlan(database, plan.steps);
  const misfits = plan.steps.some(isConvert) ? await misfitConsents(tools, plan.steps, compileModel(next, registries)) : []; // prettier-ignore
  const consents = [...plan.consents, ...misfits, ...(await requiredConsents(database, required))];
  return {
    ...plan,
    lossy: plan.lossy || misfits.length > 0,
    consents,
    base: current.number,
    steps: inspection.steps,
    estimate: estimatePublish(inspection.steps, await readSpeeds(database)),
    ...sorted([...findings, ...plan.problems, ...inspection.problems]),
  };
}

/** The findings alone, for whoever is still editing: no record is counted and none is tried for its new type. Throws as above. */
export async function findAgainst(
  tools: ProposeTools,
  current: LoadedRelease,
  next: readonly Document[],
): Promise<Findings> {
  const { plan, findings } = await planNext(tools, current, next);
  const problems = [...findings, ...plan.problems, ...(await inspectFindings(tools.database, plan.steps))];
  return { base: current.number, ...sorted(problems) };
}

const sorted = (problems: readonly DocumentProblem[]): Pick<Proposal, 'problems' | 'warnings'> => ({
  problems: problems.filter((problem) => problem.severity !== 'warning'),
  warnings: problems.filter((problem) => problem.severity === 'warning'),
});

/** The part that looks at documents, and at no record. */
async function planNext(
  { database, registries, validator }: ProposeTools,
  current: LoadedRelease,
  next: readonly Document[],
): Promise<{ readonly plan: ReleasePlan; readonly findings: readonly DocumentProblem[] }> {
  const before = current.documents.map((stored) => stored.document);
  const changed = next.filter((document) => !before.includes(document));
  refuseBroken(changed, validator);
  refuseUsed(before, next, current, registries);
  const findings = [...checkAll(next, registries), ...administratorProblem(before, next)];
  const versions = await readEarlierVersions(database.read, current.number, current.documents);
  const earlier = versions.map(({ document }) => document);
  const standing = await standingColumns(database, earlier, registries);
  return { plan: planRelease({ current: before, next, registries, earlier, standing }), findings };
}

/** The columns of tables that earlier releases had: what was taken out for good since (put-away.ts) is none of them. */
async function standingColumns(
  database: Database,
  earlier: readonly EntityDocument[],
  registries: Registries,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const tables = earlier.flatMap((document) => [...physicalTables(compileModel([document], registries), registries).keys()]); // prettier-ignore
  const found = new Map<string, ReadonlySet<string>>();
  for (const table of new Set(tables)) {
    const info = await tableInfo(database, table);
    if (info) found.set(table, new Set(info.columns.keys()));
  }
  return found;
}

function refuseBroken(documents: readonly Document[], validator: DocumentValidator): void {
  const problems = documents.flatMap((document) =>
    validator.validate(document).map((problem) => ({ ...problem, document: documentKey(document) })),
  );
  if (problems.length > 0) throw invalid(problems, 'DOCUMENT_INVALID');
}

function checkAll(documents: readonly Document[], registries: Registries): readonly DocumentProblem[] {
  return [...checkDocuments(documents, registries, undefined, parseTemplate)].flatMap(([document, problems]) =>
    problems.map((problem) => ({ ...problem, document })),
  );
}

/** What goes away while others speak of it: every use is listed, so that nobody has to hunt for them. */
function refuseUsed(
  before: readonly Document[],
  next: readonly Document[],
  current: LoadedRelease,
  registries: Registries,
): void {
  const gone = goneFrom(before, next, registries);
  if (gone.length === 0) return;
  // Read with the model that still has them: in the next one these paths lead nowhere.
  const index = indexReferences(next, { model: current.model, registries });
  const used = gone
    .map((each) => ({ ...each, uses: whereUsed(index, each.kind, each.name, each.field) }))
    .filter((each) => each.uses.length > 0);
  if (used.length === 0) return;
  const [first] = used as [Gone & { uses: readonly Use[] }];
  const { field, name } = first;
  const count = first.uses.length;
  const words =
    field === undefined
      ? say`The ${{ what: kindNouns[first.kind] }} "${{ name }}" is still used in ${{ count }} place(s): change these first.`
      : say`The field "${{ field }}" of "${{ name }}" is still used in ${{ count }} place(s): change these first.`;
  throw conflict('IN_USE', words, { details: used });
}

interface Gone {
  readonly kind: Document['kind'];
  readonly name: string;
  readonly field?: string;
}

function goneFrom(before: readonly Document[], next: readonly Document[], registries: Registries): readonly Gone[] {
  const after = new Map(next.map((document) => [documentKey(document), document]));
  const documents = before.filter((document) => !after.has(documentKey(document)));
  const fields = before.flatMap((document): readonly Gone[] => {
    const now = after.get(documentKey(document));
    if (document.kind !== 'entity' || now?.kind !== 'entity') return [];
    // What reads through look-ups is there although it cannot be resolved without the other entities.
    const stated = now.fields.filter((field) => !field.archived && registries.field.find(field.type));
    const compiled = compileModel([now], registries).entities.get(now.name)?.fields.keys() ?? [];
    const kept = new Set([...compiled, ...stated.map((field) => field.name)]);
    return document.fields
      .filter((field) => !field.archived && !kept.has(field.name))
      .map((field) => ({ kind: 'entity', name: document.name, field: field.name }));
  });
  return [...documents.map(({ kind, name }) => ({ kind, name })), ...fields];
}

/** Nobody could undo a release without a role that may do everything. */
function administratorProblem(before: readonly Document[], next: readonly Document[]): readonly DocumentProblem[] {
  const everything = (document: Document) => document.kind === 'role' && document.all === true;
  const had = before.find(everything);
  if (!had || next.some(everything)) return [];
  const message = 'At least one role must be allowed everything, or nobody could change it back.';
  return [{ document: documentKey(had), path: '/all', code: 'NO_ADMINISTRATOR', message }];
}

export const stopsPublish = (proposal: Proposal): boolean => hasErrors(proposal.problems);
