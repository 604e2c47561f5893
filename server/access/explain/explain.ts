/**
 * "Why may X see Y":  person -> their rules, one by one, with where each comes from -> which of them hold for the record
 *
 * The rules asked are those that decide (metadata/access/rules.ts), each through the database like a list; so the answer
 * cannot differ from what happens. The record must be one that whoever asks may see.
 */
import type { Access } from '../../../metadata/access/types.js';
import { saidScope, sayReason, sayVerdict, wholeOf, type Reason, type Said } from '../../../metadata/access/explain.js';
import { rulesOf, type SourcedRule } from '../../../metadata/access/rules.js';
import { everything } from '../../../metadata/access/scope.js';
import type { Entity } from '../../../metadata/model/model.js';
import type { RecordAction, RoleDocument } from '../../../metadata/schema/app.js';
import type { Context } from '../../context.js';
import { notFound } from '../../errors.js';
import { getRecord } from '../../records/get.js';
import { mayAct, meetsRule } from '../../records/may-act.js';
import { readLabels } from '../../records/read/labels.js';
import type { AccessCache } from '../access-cache.js';
import { createContext } from '../create-context.js';
import { findPrincipal, type FoundPrincipal } from '../find-principal.js';
import { departmentPath } from './department-path.js';
import { sharesThatReach } from './reaching-shares.js';

export interface ExplainQuestion {
  /** Id of the person. */
  readonly user: string;
  readonly entity: string;
  readonly id: string;
  readonly action: RecordAction;
}

export interface ToldReason {
  readonly reason: Reason;
  readonly text: Said;
}

export interface Explanation {
  readonly allowed: boolean;
  readonly text: Said;
  readonly action: RecordAction;
  readonly user: { readonly id: string; readonly name: string; readonly roles: readonly string[] };
  readonly record: { readonly entity: string; readonly id: string; readonly label: string | null };
  /** What allows it; each of these alone would be enough. */
  readonly because: readonly ToldReason[];
  /** Rules of theirs that do not hold for this record. */
  readonly not: readonly ToldReason[];
}

/** The person with the roles and rights they have now; 404 for who has no login. */
export interface Asked {
  readonly found: FoundPrincipal;
  readonly roles: readonly RoleDocument[];
  readonly access: Access;
}

export async function askedPerson(context: Context, accesses: AccessCache, user: string): Promise<Asked> {
  const { database, release } = context;
  const found = await findPrincipal(database, release, user);
  if (!found) throw notFound();
  const roles = found.principal.roles.flatMap((name) => release.model.find('role', name) ?? []);
  return { found, roles, access: accesses.get(found.principal, found.grants, release) };
}

export async function explain(
  context: Context,
  accesses: AccessCache,
  question: ExplainQuestion,
): Promise<Explanation> {
  await getRecord(context, question.entity, question.id, ['id']);
  const { model } = context.release;
  const entity = model.entities.get(question.entity)!;
  const asked = await askedPerson(context, accesses, question.user);
  const { principal } = asked.found;
  const theirs = createContext(context, {
    access: asked.access,
    release: context.release,
    requestId: context.requestId,
  });
  const case_: Case = { context, theirs, asked, entity, id: question.id };
  const because: Reason[] = asked.roles.flatMap((role) => (role.all ? [{ kind: 'all', role: role.name }] : []));
  const not: Reason[] = [];
  const { shared } = asked.found.grants;
  const rules = rulesOf({ roles: asked.roles, principal, model, shared: new Set(shared) });
  const own = rules.filter((rule) => rule.entity === entity.name && rule.action === question.action);
  for (const rule of own) {
    const holds = await meetsRule(theirs, question, rule.filter ?? everything);
    (holds ? because : not).push(...(await reasonsOf(rule, holds, case_)));
  }
  if (because.length === 0 && own.length === 0) not.push({ kind: 'none' });
  const allowed = await mayAct(theirs, question);
  const told = (reasons: readonly Reason[], holds: boolean): readonly ToldReason[] =>
    reasons.map((reason) => ({ reason, text: sayReason(reason, holds, model) }));
  return {
    allowed,
    text: sayVerdict(allowed, { action: question.action, entity, person: principal.name }),
    action: question.action,
    user: { id: principal.id, name: principal.name, roles: principal.roles },
    record: {
      entity: entity.name,
      id: question.id,
      label: (await readLabels(context, entity.name, [question.id])).get(question.id) ?? null,
    },
    because: told(because, true),
    not: told(not, false),
  };
}

/** One explanation under way: who asks, the person as who the rules are asked, the record. */
export interface Case {
  readonly context: Context;
  readonly theirs: Context;
  readonly asked: Asked;
  readonly entity: Entity;
  readonly id: string;
}

async function reasonsOf(rule: SourcedRule, holds: boolean, given: Case): Promise<readonly Reason[]> {
  const { source } = rule;
  const { model } = given.context.release;
  if (source.kind === 'role') {
    const scope = saidScope(source.scope);
    const departments = holds && scope === 'subtree' ? await departmentPath(given) : undefined;
    return [{ kind: 'role', role: source.role, scope, ...(departments ? { departments } : {}) }];
  }
  const whole = wholeOf(source, given.entity, model);
  const of = whole === undefined ? {} : { whole };
  if (source.kind === 'sharing') return [{ kind: 'sharing', rule: source.rule, ...of }];
  // A share that does not reach this person is nothing to tell.
  if (!holds) return [];
  const shares = await sharesThatReach(given, {
    level: source.level,
    along: source.along,
    whole: whole ?? given.entity.name,
  });
  return shares.map(({ to, by, until }) => ({ kind: 'share', to, by, until, ...of }));
}
