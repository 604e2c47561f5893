/** Documents for relation tests: campaigns with linked customers, seen from both sides, beside the test model. */
import type { EntityDocument, FieldDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { testDocuments } from './model.js';

export function relationEntity(
  number: number,
  name: string,
  fields: readonly Omit<FieldDocument, 'id'>[],
  rest: Partial<EntityDocument> = {},
): EntityDocument {
  return {
    kind: 'entity',
    id: `01DOCUMENT70000000000000${String(number).padStart(2, '0')}`,
    name,
    schema: 1,
    nameExpression: 'name',
    ...rest,
    fields: fields.map((field, index) => ({ id: `f${index + 1}`, ...field })),
  };
}

/** `campaign.members` are customers; a customer shows its campaigns. */
export const campaignDocuments: readonly Document[] = [
  ...testDocuments,
  relationEntity(1, 'campaign', [
    { name: 'name', type: 'text', searchable: true, required: true },
    { name: 'members', type: 'lookups', options: { target: 'customer', inverse: { field: 'campaigns' } } },
    { name: 'leaders', type: 'lookups', options: { target: 'user' }, requiredIf: 'name = "Led"' },
    {
      name: 'reach',
      type: 'formula',
      options: { expression: 'sum(members.employees)', result: 'number', stored: true },
    },
  ]),
];

const figure = (name: string, options: Readonly<Record<string, unknown>>) => ({
  name,
  type: 'rollUp',
  options: { result: 'number', ...options },
});

/** `club` over `team` over `player`; `match` links players. Roll-ups at every level. */
export const leagueDocuments: readonly Document[] = [
  ...testDocuments,
  relationEntity(2, 'club', [
    { name: 'name', type: 'text', searchable: true },
    figure('teams', { relation: 'team_club', aggregate: 'count' }),
    figure('points', { relation: 'team_club', aggregate: 'sum', field: 'points' }),
  ]),
  relationEntity(3, 'team', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'club', type: 'lookup', options: { target: 'club', onDelete: 'setNull' } },
    { name: 'players', type: 'children', options: { entity: 'player', field: 'team' } },
    figure('size', { relation: 'players', aggregate: 'count' }),
    figure('points', {
      relation: 'players',
      aggregate: 'sum',
      field: 'points',
      where: { field: 'active', op: 'eq', value: true },
    }),
    figure('worst', { relation: 'players', aggregate: 'min', field: 'points' }),
    figure('best', { relation: 'players', aggregate: 'max', field: 'points' }),
    figure('mean', { relation: 'players', aggregate: 'avg', field: 'points', result: 'decimal', scale: 3 }),
    figure('leader', { relation: 'players', aggregate: 'last', field: 'name', by: 'points', result: 'text' }),
    figure('oldest', { relation: 'players', aggregate: 'first', field: 'name', result: 'text' }),
    {
      name: 'title',
      type: 'formula',
      options: { expression: 'name & ": " & text(size, "0")', result: 'text', stored: true },
    },
  ]),
  relationEntity(4, 'player', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'team', type: 'lookup', options: { target: 'team', owns: true } },
    { name: 'points', type: 'integer' },
    { name: 'active', type: 'boolean', default: true },
  ]),
  relationEntity(5, 'match', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'squad', type: 'lookups', options: { target: 'player', inverse: { field: 'matches' } } },
    figure('called', { relation: 'squad', aggregate: 'count', where: { field: 'active', op: 'eq', value: true } }),
    figure('strength', { relation: 'squad', aggregate: 'sum', field: 'points' }),
  ]),
];
