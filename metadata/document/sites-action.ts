/** Sites of the actions of an entity: what they make, from what, under which conditions. */
import type { ActionStep, EntityAction } from '../schema/entity-action.js';
import type { EntityDocument } from '../schema/entity.js';
import type { ValueType } from '../value.js';
import { walkPath } from './path-steps.js';
import { below } from './pointer.js';
import { documentSite, expressionSites, pathSite, type Site, type SiteScope, type Surroundings } from './site.js';

/** `$name` of these steps: the id of the record each made. */
export const stepParameters = (steps: readonly Pick<ActionStep, 'as'>[]): ReadonlyMap<string, ValueType> =>
  new Map(steps.map(({ as }) => [as, 'id'] as const));

export function actionSites(entity: EntityDocument, surroundings: Surroundings): readonly Site[] {
  return (entity.actions ?? []).flatMap((action, i) =>
    sitesOf(action, below('/actions', i), entity.name, surroundings),
  );
}

function sitesOf(action: EntityAction, at: string, entity: string, surroundings: Surroundings): readonly Site[] {
  const { creates, sets, opens, visibleIf } = action;
  const scope = { entity, parameters: stepParameters(creates) };
  const known = creates.map(({ as }) => as);
  return [
    ...expressionSites([[below(at, 'visibleIf'), visibleIf, 'boolean']], { entity }),
    ...creates.flatMap((step, i) =>
      stepSites(
        step,
        below(at, 'creates', i),
        { entity, parameters: stepParameters(creates.slice(0, i)) },
        surroundings,
      ),
    ),
    ...valueSites(sets ?? {}, below(at, 'sets'), entity, scope),
    ...(opens === undefined ? [] : [{ is: 'name', at: below(at, 'opens'), name: opens, known, what: 'step' } as const]),
  ];
}

function stepSites(
  step: ActionStep,
  at: string,
  scope: SiteScope & { readonly entity: string },
  { model }: Surroundings,
): readonly Site[] {
  const { entity } = scope;
  const rows = Object.entries(step.rows ?? {}).flatMap(([field, { from, values }]) => {
    const place = below(at, 'rows', field);
    // What is no list is told by its path; its fields would only be told once more.
    const [source, target] = [walkPath(model, entity, from), walkPath(model, step.entity, field)].map((steps) =>
      steps.list ? steps.leadsTo : undefined,
    );
    return [
      pathSite(place, step.entity, field, 'relation'),
      pathSite(below(place, 'from'), entity, from, 'relation'),
      ...(source === undefined || target === undefined
        ? []
        : valueSites(values, below(place, 'values'), target, { ...scope, entity: source })),
    ];
  });
  return [
    documentSite(below(at, 'entity'), 'entity', step.entity),
    ...(step.unless === undefined ? [] : [pathSite(below(at, 'unless'), entity, step.unless)]),
    ...expressionSites([[below(at, 'onlyIf'), step.onlyIf, 'boolean']], { entity }),
    ...valueSites(step.values, below(at, 'values'), step.entity, scope),
    ...rows,
  ];
}

/** A field of `target` stands as the key, what it gets as the value. */
function valueSites(values: EntityAction['sets'] & {}, at: string, target: string, scope: SiteScope): readonly Site[] {
  return Object.entries(values).flatMap(([field, text]) => [
    pathSite(below(at, field), target, field),
    ...expressionSites([[below(at, field), text]], scope),
  ]);
}
