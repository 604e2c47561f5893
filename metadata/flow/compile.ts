/**
 * From the tree of steps to the flat graph that runs:
 *
 *   document --places--> checks --(no error)--> nodes, scopes, references --> certificate --> hash
 *
 * The checks tell what can never work; what the model says of names (fields, roles, actions) is told with all others.
 */
import { canonicalHash } from '../document/canonical.js';
import type { FlowBlock, FlowDocument } from '../schema/flow.js';
import type { Problem } from '../value.js';
import { certify } from './certificate.js';
import { checkPeople } from './check-people.js';
import { checkStructure } from './check-structure.js';
import type { Compiled, CompiledNode, CompiledScope, CompiledSettings } from './compiled.js';
import { referencesOf } from './references.js';
import { armsOf, placesOf, scopeBelow, type Place } from './walk.js';

export interface CompileResult {
  readonly problems: readonly Problem[];
  /** Absent when there is an error. */
  readonly compiled?: Compiled;
}

/** The flow has passed its schema. */
export function compileFlow(flow: FlowDocument): CompileResult {
  const places = placesOf(flow);
  const problems = [...checkStructure(flow, places), ...checkPeople(places)];
  if (problems.some(({ severity }) => severity !== 'warning')) return { problems };
  const settings = settingsOf(flow);
  const graph = {
    schema: 1 as const,
    name: flow.name,
    type: flow.type,
    entity: flow.entity ?? null,
    settings,
    nodes: Object.fromEntries(places.map((place) => [place.block.id, nodeOf(place, places)])),
    scopes: scopesOf(flow, places),
    references: referencesOf(flow),
    certificate: certify(flow, places, settings),
  };
  return { problems, compiled: { ...graph, hash: canonicalHash(graph) } };
}

const settingsOf = ({ settings = {} }: FlowDocument): CompiledSettings => ({
  active: 'one_per_record',
  lock: 'all_but_writable',
  withdraw: 'before_end',
  self: 'self',
  dedupe: 'none',
  onEmpty: { do: 'admin' },
  maxVisits: 20,
  runAs: 'automation',
  ...settings,
});

function nodeOf({ block, at, scope, index }: Place, places: readonly Place[]): CompiledNode {
  const next = places.find((other) => other.scope === scope && other.index === index + 1);
  return {
    id: block.id,
    kind: block.type,
    next: next?.block.id ?? null,
    scopePath: scope,
    arms: armsOf(block, at).map((arm) => ({
      id: arm.id,
      scope: scopeBelow(scope, block.id, arm.id),
      ...(arm.default === undefined ? {} : { default: arm.default }),
      ...(arm.when === undefined ? {} : { when: arm.when }),
      ...(arm.on === undefined ? {} : { on: arm.on }),
    })),
    block: withoutBodies(block),
  };
}

/** The arms stand in `scopes`; kept here they would be stored once more for each step around them. */
function withoutBodies(block: FlowBlock): FlowBlock {
  if (block.type === 'loop') return { ...block, body: [] };
  if (block.type === 'action') return block.onError ? { ...block, onError: [] } : block;
  if (block.type === 'call')
    return block.arms ? { ...block, arms: block.arms.map((arm) => ({ ...arm, body: [] })) } : block;
  return 'arms' in block ? { ...block, arms: block.arms.map((arm) => ({ ...arm, body: [] })) } : block;
}

function scopesOf(flow: FlowDocument, places: readonly Place[]): Readonly<Record<string, CompiledScope>> {
  const ids = (body: readonly FlowBlock[]) => body.map(({ id }) => id);
  const scopes: CompiledScope[] = [{ path: '', parent: null, node: null, arm: null, steps: ids(flow.body) }];
  for (const { block, at, scope } of places)
    for (const arm of armsOf(block, at))
      scopes.push({
        path: scopeBelow(scope, block.id, arm.id),
        parent: scope,
        node: block.id,
        arm: arm.id,
        steps: ids(arm.body),
      });
  return Object.fromEntries(scopes.map((scope) => [scope.path, scope]));
}
