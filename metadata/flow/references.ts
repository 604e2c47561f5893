/** What a flow speaks of: fields, roles, people, actions, other flows; and the places of its expressions. */
import { below } from '../document/pointer.js';
import { dependenciesOf } from '../expression/dependencies.js';
import { parseExpression } from '../expression/parse.js';
import type { FlowDocument, Who } from '../schema/flow.js';
import { compareText } from '../value.js';
import { armsOf, isPeopleStep, placesOf, type Place } from './walk.js';

/** Names, each once and in order. */
export interface FlowReferences {
  readonly fields: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly positions: readonly string[];
  readonly users: readonly string[];
  readonly actions: readonly string[];
  readonly flows: readonly string[];
  readonly signals: readonly string[];
}

export interface ExpressionPlace {
  readonly at: string;
  readonly text: string;
}

/** Everybody a step names, with the place of each. */
export function peopleOf({ block, at }: Place): readonly { readonly at: string; readonly who: Who }[] {
  if (!('who' in block)) return [];
  const own = block.who.map((who, i) => ({ at: below(at, 'who', i), who: who as Who }));
  const tiers = isPeopleStep(block) ? (block.deadline ?? []) : [];
  const later = tiers.flatMap(({ to }, i) => (to ? [{ at: below(at, 'deadline', i, 'to'), who: to as Who }] : []));
  return [...own, ...later];
}

/** Every expression of the flow. */
export function expressionsOf(flow: FlowDocument): readonly ExpressionPlace[] {
  const found: ExpressionPlace[] = [];
  const add = (at: string, text: string | undefined) => void (text !== undefined && found.push({ at, text }));
  add('/trigger/when', flow.trigger.when);
  for (const place of placesOf(flow)) {
    const { block, at } = place;
    for (const arm of armsOf(block, at)) add(below(arm.at, 'when'), arm.when);
    for (const key of ['each', 'while', 'until', 'when'] as const)
      if (key in block) add(below(at, key), (block as Readonly<Record<string, string | undefined>>)[key]);
    if (block.type === 'call')
      for (const [name, text] of Object.entries(block.with ?? {})) add(below(at, 'with', name), text);
    for (const { at: whoAt, who } of peopleOf(place))
      if (who.by === 'expr') add(below(whoAt, 'expression'), who.expression);
  }
  return found;
}

export function referencesOf(flow: FlowDocument): FlowReferences {
  const sets = { fields: new Set<string>(), role: new Set<string>(), group: new Set<string>(), position: new Set<string>(), users: new Set<string>(), actions: new Set<string>(), flows: new Set<string>(), signals: new Set<string>() }; // prettier-ignore
  for (const { text } of expressionsOf(flow))
    for (const field of dependenciesOf(parseExpression(text).node).fields) sets.fields.add(field);
  if (flow.trigger.field !== undefined) sets.fields.add(flow.trigger.field);
  for (const place of placesOf(flow)) {
    const { block } = place;
    if (block.type === 'action') sets.actions.add(block.use);
    if (block.type === 'call') sets.flows.add(block.flow);
    if (block.type === 'wait' && block.signal !== undefined) sets.signals.add(block.signal);
    if (isPeopleStep(block)) for (const field of Object.keys(block.fields ?? {})) sets.fields.add(field);
    for (const { who } of peopleOf(place)) {
      if (who.by === 'role' || who.by === 'group' || who.by === 'position') sets[who.by].add(who.key);
      if (who.by === 'field') sets.fields.add(who.key);
      if (who.by === 'user') sets.users.add(who.id);
      if (who.by === 'initiator_pick') for (const role of who.range ?? []) sets.role.add(role);
      const of = 'of' in who ? who.of : 'from' in who ? who.from : '';
      if (of.startsWith('field:')) sets.fields.add(of.slice('field:'.length));
    }
  }
  const sorted = (set: ReadonlySet<string>) => [...set].sort(compareText);
  return {
    fields: sorted(sets.fields),
    roles: sorted(sets.role),
    groups: sorted(sets.group),
    positions: sorted(sets.position),
    users: sorted(sets.users),
    actions: sorted(sets.actions),
    flows: sorted(sets.flows),
    signals: sorted(sets.signals),
  };
}
