/**
 * Markup stored for real in every text of a site that people write: records, comments, tags, names of saved views, and the
 * labels of documents (plain and by language), which are published as a designer publishes them.
 */
import { expect } from 'chai';
import type { Browser } from './http.js';
import type { LiveSite } from './live-site.js';

/** Sets `globalThis.hit` and asks the server for `/canary` where text is taken for markup. */
export const canary = '<img src=/canary onerror=hit=1>';

const texts = new Set(['text', 'longText', 'richText', 'markdown', 'code', 'url', 'email', 'phone']);
const labelled = ['entity', 'dictionary', 'form', 'view', 'segment', 'menu', 'dashboard', 'report'] as const;
/** Keys of documents whose value is said to people. */
const labelKeys = new Set(['label', 'plural', 'title', 'help', 'description', 'text', 'subtitle', 'placeholder']);

/** Past the write pipeline, as something old or foreign in the database would be: no cleaning has seen it. */
async function dirtyRecords(live: LiveSite): Promise<void> {
  const { database } = live.site.services;
  await database.write(async (transaction) => {
    for (const entity of live.site.releases.current().model.entities.values()) {
      for (const field of entity.fields.values()) {
        const column = field.columns[0];
        const isText = texts.has(field.type.id) && !field.system && field.name !== 'login' && !field.sealed;
        if (!isText || !column || field.formula || field.rollUp) continue;
        const added = transaction.raw('?? || ?', [column.name, canary]);
        await transaction(entity.table)
          .whereNotNull(column.name)
          .update({ [column.name]: added });
      }
    }
  });
}

type Change = (label: unknown) => unknown;

/** By language, or one text for all of them: both are labels. */
const dirtyLabel =
  (plain: boolean): Change =>
  (label) => {
    if (typeof label === 'string') return label + canary;
    if (typeof label !== 'object' || label === null) return label;
    const languages = Object.entries(label as Record<string, string>);
    return plain
      ? languages[0]?.[1] + canary
      : Object.fromEntries(languages.map(([key, text]) => [key, text + canary]));
  };

/** Fields with the expressions that an action gives them: their names may be those of labels. */
const isMapping = (key: string, value: unknown): boolean =>
  (key === 'values' || key === 'sets') && !Array.isArray(value);

const isLabel = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'en' in value);

function dirtyLabels(value: unknown, change: Change): unknown {
  if (Array.isArray(value)) return value.map((each) => dirtyLabels(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (isMapping(key, each)) return [key, each];
      return [key, labelKeys.has(key) && isLabel(each) ? change(each) : dirtyLabels(each, change)];
    }),
  );
}

/** Drafts of all documents with labels, then one release. Gives how many labels' documents were changed. */
async function dirtyDocuments(admin: Browser): Promise<number> {
  let changed = 0;
  for (const kind of labelled) {
    const { json } = await admin.get(`/api/documents?kind=${kind}`);
    for (const { name } of json.documents as readonly { name: string }[]) {
      const held = (await admin.get(`/api/documents/${kind}/${name}`)).json as { document: object; revision: number };
      const document = dirtyLabels(held.document, dirtyLabel(changed % 2 === 0));
      if (JSON.stringify(document) === JSON.stringify(held.document)) continue;
      const put = await admin.send('PUT', `/api/documents/${kind}/${name}`, document, { 'If-Match': `"${held.revision}"` }); // prettier-ignore
      expect(put.status, `${kind}/${name} ${put.text.slice(0, 400)}`).to.equal(200);
      changed += 1;
    }
  }
  const released = await admin.post('/api/releases', { note: `Labels ${canary}` });
  expect(released.status, released.text.slice(0, 800)).to.equal(201);
  return changed;
}

export async function storeCanaries(live: LiveSite, ann: Browser, admin: Browser): Promise<void> {
  await dirtyRecords(live);
  expect(await dirtyDocuments(admin)).to.be.greaterThan(60);
  const [customer] = (await ann.get('/api/records/customer?limit=1&fields=id&sort=-id')).json.rows as readonly { id: string }[]; // prettier-ignore
  const path = `/api/records/customer/${customer!.id}`;
  const said = await ann.post(`${path}/comments`, { text: `Said ${canary}` });
  expect(said.status, said.text).to.equal(201);
  const { version } = (await admin.get(path)).json as { version: number };
  const tagged = await admin.send('PATCH', path, { tags: [`tag ${canary}`] }, { 'If-Match': `"${version}"` });
  expect(tagged.status, tagged.text).to.equal(200);
  const view = await ann.post('/api/views', {
    entity: 'customer',
    name: `Mine ${canary}`,
    scope: 'personal',
    look: {},
  });
  expect(view.status, view.text).to.equal(201);
}
