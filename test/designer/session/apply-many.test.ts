/** One act over several documents: all of it or nothing, taken back as one, and nothing of others lost by that. */
import { expect } from 'chai';
import { applyMany, type ManyRefused } from '../../../designer/session/apply-many.js';
import type { DesignSession } from '../../../designer/session/design-session.js';
import { keyText, type DocumentKey, type DocumentView } from '../../../designer/session/document-client.js';
import { delays, OpenDocument } from '../../../designer/session/open-document.js';
import type { Operation } from '../../../metadata/document/operations.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { ApiFailure } from '../../../runtime/data/api-client.js';

const menu = (name: string, label: string) =>
  ({ kind: 'menu', id: '01KAJ0QX00T2N8C9SEPKXK1000', name, schema: 1, label, entries: [] }) as Document;
const named = (name: string): DocumentKey => ({ kind: 'menu', name });
const relabel = (label: string): Operation => ({ op: 'set', path: ['label'], value: label });
const failure = (status: number, code: string) => new ApiFailure(status, code, code, undefined, undefined, undefined);

/** Documents a, b and c, live with these labels, and the drafts of one person, as a server keeps them. */
function stand() {
  const live = new Map(['a', 'b', 'c'].map((name) => [name, menu(name, name.toUpperCase())]));
  const drafts = new Map<string, { document: Document; revision: number }>();
  const refused = new Map<string, ApiFailure>();
  const open = new Map<string, OpenDocument>();
  const view = ({ name }: DocumentKey): DocumentView => {
    const draft = drafts.get(name);
    const document = draft?.document ?? live.get(name);
    if (!document) throw failure(404, 'NOT_FOUND');
    const base = live.has(name) ? 1 : 0;
    return {
      document,
      layer: 'site',
      revision: draft?.revision ?? base,
      base,
      draft: draft !== undefined,
      problems: [],
    };
  };
  const put = async (key: DocumentKey, body: unknown, revision: number): Promise<DocumentView> => {
    const against = refused.get(key.name);
    if (against) throw against;
    const held = drafts.get(key.name)?.revision ?? (live.has(key.name) ? 1 : 0);
    if (held !== revision) throw failure(409, 'VERSION_CONFLICT');
    drafts.set(key.name, { document: body as Document, revision: revision + 1 });
    return view(key);
  };
  /** What the list knew when it was last read. */
  let heads = new Set<string>();
  const ports = {
    view: async (key: DocumentKey) => view(key),
    put,
    check: (text: string) => ({ document: JSON.parse(text) as Document, findings: [] }),
    keep: () => undefined,
    drop: () => undefined,
    changed: () => undefined,
    saved: () => void (heads = new Set(drafts.keys())),
    now: () => new Date(0),
  };
  const session = {
    async hold(key: DocumentKey) {
      const held = open.get(key.name) ?? new OpenDocument(key, view(key), live.get(key.name), ports);
      open.set(key.name, held);
      return held;
    },
    head: ({ name }: DocumentKey) => ({ draft: heads.has(name) }),
    create: async (document: Document) => void (await put(document, document, 0)),
    async discard({ name }: DocumentKey) {
      if (!drafts.delete(name)) throw failure(404, 'NOT_FOUND');
      open.get(name)?.adopt(view(named(name)));
    },
    remove: async ({ name }: DocumentKey) => void drafts.delete(name),
  } as unknown as DesignSession;
  const labels = () => Object.fromEntries([...drafts].map(([name, { document }]) => [name, document.label]));
  return { session, open, drafts, refused, put, labels };
}

const act = {
  label: 'Add a module',
  created: [menu('new', 'New')],
  changed: ['a', 'b', 'c'].map((name) => ({ key: named(name), operation: relabel(`${name}2`) })),
};
const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('This should have been refused.'),
    (error: unknown) => error,
  );

describe('designer/session/apply-many', () => {
  const usual = { ...delays };
  // What waits by itself waits beyond the test: only what the act does counts.
  beforeEach(() => Object.assign(delays, { check: 1e6, keep: 1e6, save: 1e6, retry: 1e6 }));
  let site: ReturnType<typeof stand>;
  beforeEach(() => void (site = stand()));
  afterEach(() => {
    for (const each of site.open.values()) each.close();
    Object.assign(delays, usual);
  });

  it('stores what is new, changes and saves the others, and takes all of it back: no draft is left', async () => {
    const done = await applyMany(site.session, act);
    expect(site.labels()).to.deep.equal({ new: 'New', a: 'a2', b: 'b2', c: 'c2' });
    expect(done.documents.map(keyText)).to.deep.equal(['menu/new', 'menu/a', 'menu/b', 'menu/c']);
    expect(site.open.get('b')!.history.undoLabel).to.equal('Add a module');
    expect(await done.undo()).to.deep.equal([]);
    expect(site.labels()).to.deep.equal({});
  });

  it('does nothing at all when one draft of them is refused', async () => {
    site.refused.set('b', failure(422, 'DOCUMENT_INVALID'));
    const error = (await refusal(applyMany(site.session, act))) as ManyRefused;
    expect([error.name, keyText(error.key), error.reason]).to.deep.equal(['ManyRefused', 'menu/b', 'invalid']);
    expect(site.labels()).to.deep.equal({});
    for (const [name, each] of site.open) expect([each.value, each.isDirty]).to.deep.equal([menu(name, name.toUpperCase()), false]); // prettier-ignore
  });

  it('makes nothing when a new one of them cannot be stored, or one to change is not as it was thought', async () => {
    site.refused.set('new', failure(409, 'VERSION_CONFLICT'));
    expect(((await refusal(applyMany(site.session, act))) as ApiFailure).code).to.equal('VERSION_CONFLICT');
    site.refused.clear();
    const lost = { ...act, changed: [...act.changed.slice(0, 2), { key: named('c'), operation: { op: 'remove', path: ['entries', { id: 'e9' }] } as Operation }] }; // prettier-ignore
    expect(((await refusal(applyMany(site.session, lost))) as Error).name).to.equal('OperationError');
    expect(site.labels()).to.deep.equal({});
  });

  it('gives back the draft that was there before, not what is live', async () => {
    await site.put(named('a'), menu('a', 'mine'), 1);
    await site.session.hold(named('a'));
    const done = await applyMany(site.session, act);
    expect(site.labels()['a']).to.equal('a2');
    await done.undo();
    expect(site.labels()).to.deep.equal({ a: 'mine' });
  });

  it('keeps what was changed since: takes back its own part only, and names what is gone', async () => {
    const entry = { id: 'e1', label: 'One' };
    const changed = [
      { key: named('a'), operation: { op: 'insert', path: ['entries'], value: entry, after: null } as Operation },
      { key: named('b'), operation: { op: 'insert', path: ['entries'], value: entry, after: null } as Operation },
    ];
    const done = await applyMany(site.session, { label: 'Add', created: [], changed });
    site.open.get('a')!.apply(relabel('typed since'));
    site.open.get('b')!.apply({ op: 'remove', path: ['entries', { id: 'e1' }] });
    expect((await done.undo()).map(keyText)).to.deep.equal(['menu/b']);
    expect(site.labels()).to.include({ a: 'typed since' });
    expect((site.drafts.get('a')!.document as { entries?: unknown }).entries).to.deep.equal([]);
  });

  it('leaves alone the draft that another tab made meanwhile', async () => {
    await site.session.hold(named('b'));
    await site.put(named('b'), menu('b', 'of another tab'), 1);
    const error = (await refusal(applyMany(site.session, act))) as ManyRefused;
    expect(keyText(error.key)).to.equal('menu/b');
    expect(site.labels()).to.deep.equal({ b: 'of another tab' });
    expect(site.open.get('b')!.theirs?.document?.label).to.equal('of another tab');
  });
});
