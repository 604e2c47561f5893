/** Findings about a sharing rule that its schema cannot say: somebody must receive it, and its condition must fit. */
import type { Model } from '../model/model.js';
import type { SharingDocument } from '../schema/sharing.js';
import type { Problem, Words } from '../value.js';
import { problem, say } from '../words.js';
import { grantRules } from './rules.js';
import { scopeFilter } from './scope.js';

/** Paths are JSON pointers into the rule. */
export function checkSharing(rule: SharingDocument, model: Model): Problem[] {
  const entity = model.entities.get(rule.entity);
  const result = entity && rule.where && scopeFilter(rule.where, rule.level, entity, model);
  const condition = result && 'problems' in result ? result.problems : [];
  const { users = [], roles = [], departments = [] } = rule.to;
  // One that is switched off may wait for its receivers.
  const isForNobody = rule.active !== false && users.length + roles.length + departments.length === 0;
  return [
    ...condition.map((found) => problem('/where', found.code, found)),
    ...(isForNobody
      ? [problem('/to', 'SHARING_FOR_NOBODY', 'Name the people, roles or departments that this rule shares with.')]
      : []),
    ...roles.flatMap((name, index) => roleProblem(rule, name, index, model)),
  ];
}

const withoutGrant: Readonly<Record<SharingDocument['level'], (role: string, entity: string) => Words>> = {
  read: (role, entity) =>
    say`The role "${{ role }}" may not read any "${{ entity }}", so this rule gives it nothing. Grant it at least its own.`,
  update: (role, entity) =>
    say`The role "${{ role }}" may not change any "${{ entity }}", so this rule gives it nothing. Grant it at least its own.`,
};

/** Sharing adds rows to what a role may do: where it may not, the rule is without effect. */
function roleProblem({ entity, level }: SharingDocument, name: string, index: number, model: Model): Problem[] {
  const role = model.find('role', name);
  if (!role || role.all) return [];
  const rules = role.grants.flatMap((grant) => grantRules(role, grant, model));
  if (rules.some((each) => each.entity === entity && each.action === level)) return [];
  return [
    {
      ...problem(`/to/roles/${index}`, 'SHARING_WITHOUT_GRANT', withoutGrant[level](name, entity)),
      severity: 'warning',
    },
  ];
}
