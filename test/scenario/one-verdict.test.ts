/** One rule, one verdict: the same codes at the same paths through every way in, on both engines. */
import { expect } from 'chai';
import type { Context } from '../../server/context.js';
import type { EntityDocument } from '../../metadata/schema/entity.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { ApiError } from '../../server/errors.js';
import { writeMany } from '../../server/records/bulk.js';
import { changeMany } from '../../server/records/change-many.js';
import { createRecord } from '../../server/records/create.js';
import { getRecord } from '../../server/records/get.js';
import { updateRecord } from '../../server/records/update.js';
import { runMap } from '../../server/import/run-map.js';
import { relationEntity } from '../helper/campaigns.js';
import { createSite } from '../helper/context.js';
import { eachDatabase } from '../helper/databases.js';
import { testDocuments } from '../helper/model.js';
import type { ImportMapDocument } from '../../metadata/schema/app.js';

const dictionary = (number: number, name: string, codes: readonly (readonly [string, string?])[], dependsOn?: string) =>
  ({
    kind: 'dictionary',
    id: `01DOCUMENT71000000000000${String(number).padStart(2, '0')}`,
    name,
    schema: 1,
    ...(dependsOn ? { dependsOn } : {}),
    values: codes.map(([code, parent]) => ({ id: code, code, label: code, ...(parent ? { parent } : {}) })),
  }) as Document;

const fields = [
  { name: 'name', type: 'text', searchable: true },
  { name: 'country', type: 'choice', options: { dictionary: 'land' } },
  { name: 'region', type: 'choice', options: { dictionary: 'part', dependsOn: 'country' } },
  { name: 'level', type: 'choice', options: { dictionary: 'level' }, optionsIf: 'value <> "gold" or record.turnover >= 1000' },
  { name: 'turnover', type: 'integer', validIf: 'turnover >= 0' },
  { name: 'reason', type: 'text', requiredIf: 'level = "none"', visibleIf: 'level = "none"' },
  { name: 'discount', type: 'integer', readOnlyIf: 'level = "silver"' },
  {
    name: 'depot',
    type: 'lookup',
    options: { target: 'depot', filter: { field: 'country', op: 'eq', value: { expr: 'record.country' } } },
  },
  {
    name: 'depots',
    type: 'lookups',
    options: {
      target: 'depot',
      filter: { and: [{ field: 'open', op: 'eq', value: true }, { field: 'country', op: 'eq', value: { expr: 'record.country' }, whenEmpty: 'none' }] },
    },
  },
  { name: 'stage', type: 'choice', options: { dictionary: 'course' } },
  { name: 'closed_on', type: 'date' },
  { name: 'cause', type: 'text' },
] as const; // prettier-ignore

const pipelines: EntityDocument['pipelines'] = [
  {
    id: 'p1',
    field: 'stage',
    closedOn: 'closed_on',
    stages: [
      { value: 'open', exitIf: 'turnover > 10' },
      { value: 'won', outcome: 'won', required: ['country'] },
      { value: 'lost', outcome: 'lost', required: ['cause'] },
    ],
  },
];

const documents: readonly Document[] = [
  ...testDocuments,
  dictionary(1, 'land', [['de'], ['fr']]),
  dictionary(2, 'part', [['bavaria', 'de'], ['alsace', 'fr'], ['other']], 'land'),
  dictionary(3, 'level', [['none'], ['silver'], ['gold']]),
  dictionary(4, 'course', [['open'], ['won'], ['lost']]),
  relationEntity(7, 'depot', [
    { name: 'name', type: 'text', searchable: true, unique: true },
    { name: 'country', type: 'choice', options: { dictionary: 'land' } },
    { name: 'open', type: 'boolean' },
  ]),
  relationEntity(8, 'dealer', [...fields], { pipelines }),
  relationEntity(9, 'chain', [
    { name: 'name', type: 'text', searchable: true },
    { name: 'dealers', type: 'children', options: { entity: 'member', field: 'chain' } },
  ]),
  relationEntity(
    10,
    'member',
    [...fields, { name: 'chain', type: 'lookup', options: { target: 'chain', owns: true } }],
    { pipelines },
  ),
];

type Body = Readonly<Record<string, unknown>>;
interface Case {
  readonly what: string;
  /** What the record is before a change; a new record begins with both. */
  readonly before: Body;
  readonly body: Body;
  /** Codes with the path in the record; none: it is taken. */
  readonly expected: readonly string[];
}

eachDatabase('scenario/one-verdict', (fixture) => {
  let system: Context;
  const depot: Record<string, string> = {};
  before(async () => {
    system = (await createSite(fixture.database, { documents })).system();
    for (const [name, country, open] of [['munich', 'de', true], ['paris', 'fr', true], ['lyon', 'fr', false]] as const)
      depot[name] = (await createRecord(system, 'depot', { name, country, open })).id;
  });

  const cases = (): readonly Case[] => [
    { what: 'validIf', before: {}, body: { turnover: -1 }, expected: ['RULE_NOT_MET /turnover'] },
    { what: 'requiredIf', before: {}, body: { level: 'none' }, expected: ['REQUIRED /reason'] },
    { what: 'requiredIf, met', before: { reason: 'new' }, body: { level: 'none' }, expected: [] },
    { what: 'optionsIf', before: { turnover: 5 }, body: { level: 'gold' }, expected: ['NOT_AN_OPTION /level'] },
    { what: 'optionsIf, met', before: { turnover: 5000 }, body: { level: 'gold' }, expected: [] },
    { what: 'optionsIf from the other side', before: { turnover: 5000, level: 'gold' }, body: { turnover: 1 }, expected: ['NOT_AN_OPTION /level'] },
    { what: 'dependsOn', before: { country: 'de' }, body: { region: 'alsace' }, expected: ['NOT_AN_OPTION /region'] },
    { what: 'dependsOn, below it', before: { country: 'fr' }, body: { region: 'alsace' }, expected: [] },
    { what: 'dependsOn, below nothing', before: { country: 'fr' }, body: { region: 'other' }, expected: [] },
    { what: 'dependsOn from the other side', before: { country: 'fr', region: 'alsace' }, body: { country: 'de' }, expected: ['NOT_AN_OPTION /region'] },
    { what: 'filter', before: { country: 'de' }, body: { depot: depot['paris'] }, expected: ['NOT_AN_OPTION /depot'] },
    { what: 'filter, within', before: { country: 'fr' }, body: { depot: depot['lyon'] }, expected: [] },
    { what: 'filter without a value', before: {}, body: { depot: depot['paris'] }, expected: [] },
    { what: 'filter from the other side', before: { country: 'fr', depot: depot['paris'] }, body: { country: 'de' }, expected: ['NOT_AN_OPTION /depot'] },
    { what: 'filter of links', before: { country: 'fr' }, body: { depots: [depot['paris'], depot['lyon']] }, expected: ['NOT_AN_OPTION /depots'] },
    { what: 'filter of links, within', before: { country: 'fr' }, body: { depots: [depot['paris']] }, expected: [] },
    { what: 'filter of links without a value', before: {}, body: { depots: [depot['paris']] }, expected: ['NOT_AN_OPTION /depots'] },
    { what: 'filter of links from the other side', before: { country: 'fr', depots: [depot['paris']] }, body: { country: 'de' }, expected: ['NOT_AN_OPTION /depots'] },
    { what: 'fields of a stage', before: {}, body: { stage: 'lost' }, expected: ['REQUIRED /cause'] },
    { what: 'fields of a stage, there', before: { cause: 'price' }, body: { stage: 'lost' }, expected: [] },
    { what: 'fields of a stage from the other side', before: { stage: 'lost', cause: 'price' }, body: { cause: '' }, expected: ['REQUIRED /cause'] },
    { what: 'several at once', before: {}, body: { turnover: -1, level: 'gold' }, expected: ['NOT_AN_OPTION /level', 'RULE_NOT_MET /turnover'] },
  ]; // prettier-ignore

  /** Findings of an error, paths from the record's place on. */
  const findingsOf = (error: unknown, at = ''): readonly string[] => {
    if (!(error instanceof ApiError)) throw error;
    const details = error.data.details as readonly { path: string; code: string }[];
    return details.map(({ path, code }) => `${code} ${path.slice(at.length)}`).sort();
  };
  const told = (problems: readonly { path: string; code: string }[] = []) =>
    problems.map(({ path, code }) => `${code} ${path}`).sort();
  const trying = async (work: () => Promise<unknown>, at?: string): Promise<readonly string[]> => {
    try {
      await work();
      return [];
    } catch (error) {
      return findingsOf(error, at);
    }
  };
  const makeBefore = (entity: string, body: Body) => createRecord(system, entity, body);

  /** Texts of a file: records by the name they are found by. */
  const fileOf = (row: Body): { map: ImportMapDocument; bytes: Uint8Array } => {
    const nameOf = (id: unknown) => Object.entries(depot).find(([, each]) => each === id)?.[0] ?? '';
    const columns = Object.keys(row).map((name) => ({
      path: name === 'depot' || name === 'depots' ? `${name}.name` : name,
      column: name,
    }));
    const cell = (value: unknown) => (Array.isArray(value) ? value.map(nameOf).join('; ') : nameOf(value) || String(value));
    const text = `${Object.keys(row).join(',')}\n${Object.values(row).map(cell).join(',')}\n`;
    const map = { kind: 'import_map', id: '01DOCUMENT7200000000000001', name: 'dealers', schema: 1, entity: 'dealer', columns };
    return { map: map as unknown as ImportMapDocument, bytes: new TextEncoder().encode(text) };
  };

  const ways: Readonly<Record<string, (each: Case) => Promise<readonly string[]>>> = {
    POST: ({ before: given, body }) => trying(() => createRecord(system, 'dealer', { ...given, ...body })),
    PATCH: async ({ before: given, body }) => {
      const { id } = await makeBefore('dealer', given);
      return trying(() => updateRecord(system, 'dealer', id, 1, body));
    },
    bulk: async ({ before: given, body }) => {
      const { id } = await makeBefore('dealer', given);
      const answer = await changeMany(system, 'dealer', { action: 'update', ids: [id], values: body });
      if (!('failed' in answer)) throw new Error('One record needs no job.');
      return told(answer.failed[0]?.problems);
    },
    many: async ({ before: given, body }) =>
      told((await writeMany(system, 'dealer', [{ body: { ...given, ...body } }])).failed[0]?.problems),
    import: async ({ before: given, body }) => {
      const { map, bytes } = fileOf({ ...given, ...body });
      return told((await runMap(system, map, bytes)).rejects[0]?.problems);
    },
    'a row of a new record': ({ before: given, body }) =>
      trying(() => createRecord(system, 'chain', { dealers: [{ ...given, ...body }] }), '/dealers/0'),
    'a row of a record': async ({ before: given, body }) => {
      const chain = await makeBefore('chain', { dealers: [given] });
      const [row] = chain['dealers'] as { id: string }[];
      return trying(() => updateRecord(system, 'chain', chain.id, 1, { dealers: [{ id: row!.id, ...body }] }), '/dealers/0');
    },
  };

  for (const [way, run] of Object.entries(ways)) {
    it(`gives the same through ${way}`, async () => {
      for (const each of cases()) expect(await run(each), each.what).to.deep.equal(each.expected);
    });
  }

  it('locks a field by what the record was, through every change', async () => {
    const body = { discount: 5 };
    const before: Body = { level: 'silver' };
    for (const way of ['PATCH', 'bulk', 'a row of a record'] as const)
      expect(await ways[way]!({ what: 'readOnlyIf', before, body, expected: [] }), way).to.deep.equal(['FIELD_READONLY /discount']);
  });

  it('keeps a record in a stage that may not be left yet, through every change', async () => {
    const before: Body = { stage: 'open', turnover: 5, cause: 'price' };
    const body: Body = { stage: 'lost' };
    for (const way of ['PATCH', 'bulk', 'a row of a record'] as const) {
      expect(await ways[way]!({ what: 'exitIf', before, body, expected: [] }), way).to.deep.equal(['RULE_NOT_MET /stage']);
      expect(await ways[way]!({ what: 'exitIf', before, body: { ...body, turnover: 11 }, expected: [] }), way).to.deep.equal([]);
    }
  });

  it('keeps a value that stays as it is', async () => {
    const { id } = await makeBefore('dealer', { country: 'fr', region: 'alsace', depot: depot['paris'] });
    await updateRecord(system, 'depot', depot['paris']!, 1, { country: 'de' });
    await updateRecord(system, 'dealer', id, 1, { name: 'Renamed' });
    expect((await getRecord(system, 'dealer', id))['name']).to.equal('Renamed');
  });
}); // prettier-ignore
