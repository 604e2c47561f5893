/** Findings about a role that its schema cannot say: what it grants must exist, and its scopes must fit. */
import { dependenciesOf } from '../expression/dependencies.js';
import { parseExpression } from '../expression/parse.js';
import type { Entity, Model } from '../model/model.js';
import type { RoleDocument } from '../schema/app.js';
import type { Problem } from '../value.js';
import { problem, say } from '../words.js';
import { statedClass } from './fields.js';
import { actionsByScope, actionsUponRead } from './rules.js';
import { scopeFilter } from './scope.js';

type Grant = RoleDocument['grants'][number];

/** Paths are JSON pointers into the role. */
export function checkRole(role: RoleDocument, model: Model): Problem[] {
  return role.grants.flatMap((grant, index) => checkGrant(grant, `/grants/${index}`, model));
}

function checkGrant(grant: Grant, path: string, model: Model): Problem[] {
  const entity = model.entities.get(grant.entity);
  if (!entity) {
    const words = say`There is no entity "${{ entity: grant.entity }}". Choose one that exists, or take the grant out.`;
    return [problem(`${path}/entity`, 'UNKNOWN_ENTITY', words)];
  }
  const problems: Problem[] = [];
  for (const action of [...actionsByScope, ...actionsUponRead]) {
    const scope = grant.actions[action];
    const result =
      scope === undefined || typeof scope === 'boolean' ? undefined : scopeFilter(scope, action, entity, model);
    if (!result || 'filter' in result) continue;
    for (const found of result.problems) problems.push(problem(`${path}/actions/${action}`, found.code, found));
  }
  for (const name of Object.keys(grant.fields ?? {})) {
    if (entity.fields.has(name) && !entity.fields.get(name)!.partOf) continue;
    const words = say`"${{ entity: grant.entity }}" has no field "${{ field: name }}". Take it out, or correct its name.`;
    problems.push(problem(`${path}/fields/${name}`, 'UNKNOWN_FIELD', words));
  }
  return [...problems, ...checkFormulas(grant, entity, path)];
}

/** A formula over a hidden field shows it: `price - margin` beside `price`. Only its author can tell whether that is meant. */
function checkFormulas(grant: Grant, entity: Entity, path: string): Problem[] {
  const classOf = (name: string) => statedClass(grant, name);
  const isShut = (name: string) => classOf(name) === 'hidden' || classOf(name) === 'mask';
  const problems: Problem[] = [];
  for (const field of entity.fields.values()) {
    if (!field.formula || isShut(field.name)) continue;
    const { fields } = dependenciesOf(parseExpression(field.formula.expression).node);
    for (const name of fields.filter(isShut)) {
      const words = say`"${{ field: field.name }}" is computed from "${{ name }}", which this role does not show. Hide "${{ field: field.name }}" too, unless that is meant.`;
      problems.push({ ...problem(`${path}/fields/${name}`, 'FIELD_SHOWN_BY_FORMULA', words), severity: 'warning' });
    }
  }
  return problems;
}
