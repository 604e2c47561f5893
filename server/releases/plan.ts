/**
 * From what is live to what shall be: pure, so that a plan can be shown, agreed to and compared.
 *
 *   current, next -> models -> tables -> steps in order
 *                 -> changes for people, what is given up (consents), what cannot be done (problems)
 *
 * Adds entities, fields, indexes, defaults, companions; widens text; archives fields; carries values over into the new
 * column of a field whose type was changed. Another type or a shorter text in the same column is refused with the reason.
 */
import type { Registries } from '../../metadata/contributions.js';
import { canonicalHash, documentsHash, sameContent } from '../../metadata/document/canonical.js';
import { documentKey } from '../../metadata/document/check.js';
import { diffDocuments, type Change } from '../../metadata/document/diff.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { LinkOf, Model } from '../../metadata/model/model.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { Filter } from '../../metadata/schema/query.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import { compareText, type Problem, type Words } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { physicalTables, type PhysicalTable } from './physical.js';
import { computedFills } from './plan-computed.js';
import { newlyRequired, type NewlyRequired } from './plan-required.js';
import { planTable } from './plan-table.js';
import { inOrder, isConvert, type Step } from './step.js';

/** A finding and the document it is about (`entity/customer`). */
export interface DocumentProblem extends Problem {
  readonly document: string;
  /** Records that stand against it: their entity and a filter of its list. */
  readonly entity?: string;
  readonly filter?: Filter;
}

export interface DocumentChange {
  readonly kind: Kind;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly details: readonly Change[];
}

/** Something given up that the publisher must agree to by its id. */
export interface Consent extends Words {
  readonly id: string;
  /** How many live records it is about, and which: their entity and a filter of its list. */
  readonly records?: number;
  readonly entity?: string;
  readonly filter?: Filter;
}

export interface ReleasePlan {
  readonly steps: readonly Step[];
  readonly changes: readonly DocumentChange[];
  /** True when some consent is needed. */
  readonly lossy: boolean;
  readonly consents: readonly Consent[];
  /** Fields that become required; which records lack them is seen in the data. */
  readonly required: readonly NewlyRequired[];
  /** What stands against publishing. */
  readonly problems: readonly DocumentProblem[];
  /** Of current, next and steps: a plan shown earlier is still this one when the hash is the same. */
  readonly hash: string;
}

export interface PlanInput {
  readonly current: readonly Document[];
  readonly next: readonly Document[];
  readonly registries: Registries;
  /** Entities of earlier releases, oldest first: what is gone from the documents still has its columns. */
  readonly earlier?: readonly EntityDocument[];
  /** By table, the columns that are there: what of `earlier` is not among them was taken out for good. All when absent. */
  readonly standing?: ReadonlyMap<string, ReadonlySet<string>>;
}

export function planRelease(input: PlanInput): ReleasePlan {
  const { current, next, registries } = input;
  const models = { current: compileModel(current, registries), next: compileModel(next, registries) };
  const before = keptTables(models.current, input);
  const after = physicalTables(models.next, registries);
  const zoneChanged = models.current.settings.timeZone !== models.next.settings.timeZone;
  const byTable = new Map([...models.current.entities.values()].map((entity) => [entity.table, entity]));
  const steps: Step[] = [];
  const problems: DocumentProblem[] = [];
  for (const table of [...after.values()].sort((a, b) => compareText(a.table, b.table))) {
    const plan = planTable({ before: before.get(table.table), after: table, model: models.next, live: byTable.get(table.table), zoneChanged }); // prettier-ignore
    steps.push(...plan.steps);
    problems.push(...plan.problems.map((problem) => ({ ...problem, document: `entity/${table.entity}` })));
  }
  const tables = new Set(before.keys());
  const carriedOver = steps.filter(isConvert).map(({ entity, field }) => `${entity}.${field}`);
  steps.push(...computedFills(models.current, models.next, { tables, carriedOver, functions: registries.function }));
  const archived = archivedFields(models.current, models.next);
  steps.push(...archived.steps);
  const ordered = inOrder(steps);
  return {
    steps: ordered,
    changes: changesBetween(current, next),
    lossy: archived.consents.length > 0,
    consents: archived.consents,
    required: newlyRequired(models.current, models.next),
    problems,
    hash: canonicalHash([documentsHash(current), documentsHash(next), ordered]),
  };
}

/** The tables as they stand: those of the live release, and columns that earlier ones left behind. */
function keptTables(
  model: Model,
  { earlier = [], standing, registries }: PlanInput,
): ReadonlyMap<string, PhysicalTable> {
  const tables = new Map(physicalTables(model, registries));
  for (const document of [...earlier].reverse()) {
    // Its own table and those of its links.
    for (const old of physicalTables(compileModel([document], registries), registries).values()) {
      const held = tables.get(old.table);
      if (standing && !standing.has(old.table)) continue;
      // The newest word about a column counts; indexes of earlier releases were dropped when they went.
      const left = [...old.columns].filter(([name]) => standing?.get(old.table)?.has(name) !== false);
      const columns = new Map([...left, ...(held?.columns ?? [])]);
      tables.set(old.table, held ? { ...held, columns } : { ...old, indexes: new Map() });
    }
  }
  return tables;
}

/** Fields and entities that the next release no longer has: their columns and rows are kept, but nobody reads them. */
function archivedFields(
  current: Model,
  next: Model,
): { readonly steps: readonly Step[]; readonly consents: readonly Consent[] } {
  const steps: Step[] = [];
  const consents: Consent[] = [];
  for (const entity of current.entities.values()) {
    const later = next.entities.get(entity.name);
    if (!later) {
      const { table } = entity;
      steps.push({ id: `archive ${table}`, action: 'archiveColumn', table, columns: [] });
      consents.push(entity.link ? linksGone(entity.link) : entityGone(entity.name));
      continue;
    }
    const kept = new Set([...later.fields.values()].map((field) => field.id));
    for (const field of entity.fields.values()) {
      // Parts go with their composite.
      if (kept.has(field.id) || field.partOf) continue;
      const columns = [field, ...(field.parts ?? [])].flatMap((each) => each.columns.map((column) => column.name));
      // A list or a formula that is not stored has nothing to lose.
      if (columns.length === 0) continue;
      const { table } = entity;
      steps.push({ id: `archive ${table}.${field.name}`, action: 'archiveColumn', table, columns });
      consents.push({
        id: `field ${entity.name}.${field.name}`,
        ...say`The field "${{ field: field.name }}" of "${{ entity: entity.name }}" disappears; its values are kept.`,
      });
    }
  }
  return { steps, consents };
}

const entityGone = (name: string): Consent => ({
  id: `entity ${name}`,
  ...say`The entity "${{ name }}" disappears with all its records; the table is kept.`,
});

const linksGone = ({ entity, field }: LinkOf): Consent => ({
  id: `field ${entity}.${field}`,
  ...say`The field "${{ field }}" of "${{ entity }}" disappears; its links are kept.`,
});

function changesBetween(current: readonly Document[], next: readonly Document[]): readonly DocumentChange[] {
  const before = new Map(current.map((document) => [documentKey(document), document]));
  const after = new Map(next.map((document) => [documentKey(document), document]));
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return keys.flatMap((key): readonly DocumentChange[] => {
    const old = before.get(key);
    const now = after.get(key);
    const { kind, name } = (now ?? old)!;
    if (!old) return [{ kind, name, change: 'added', details: [] }];
    if (!now) return [{ kind, name, change: 'removed', details: [] }];
    if (sameContent(old, now)) return [];
    return [{ kind, name, change: 'changed', details: diffDocuments(old, now) }];
  });
}
