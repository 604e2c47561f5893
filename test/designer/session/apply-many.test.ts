/** One act over several documents: all of it or nothing, and all of it taken back as far as nobody wrote on. */
import { expect } from 'chai';
import { formatJson } from '../../../designer/json/format-json.js';
import { applyMany, ManyRefused } from '../../../designer/session/apply-many.js';
import type { DesignSession } from '../../../designer/session/design-session.js';
import type { DocumentKey, DocumentView } from '../../../designer/session/document-client.js';
import { OpenDocument } from '../../../designer/session/open-document.js';
import type { Operation } from '../../../metadata/document/operations.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { ApiFailure } from '../../../runtime/data/api-client.js';

const menu = (name: string, label = name) => ({ kind: 'menu', id: `01KAJ0QX00T2N8C9SEPKXK10${name === 'a' ? '01' : '02'}`, name, schema: 1, label, entries: [] }) as unknown as Document; // prettier-ignore
const label = (value: string): Operation => ({ op: 'set', path: ['label'], value });
const key = (name: string): DocumentKey => ({ kind: 'menu', name });
const refusal = (status: number) => new ApiFailure(status, 'REFUSED', 'Refused.', undefined, undefined, undefined);

/** Two menus that are live; drafts are kept by name, `refuses` is what the server does not take. */
function stand({ refuses = () => false }: { refuses?: (document: Document) => boolean } = {}) {
  const drafts = new Map<string, Document>();
  const opened = new Map<string, OpenDocument>();
  const openOf = (name: string): OpenDocument => {
    let view: DocumentView = { document: menu(name), layer: 'crm', revision: 1, base: 1, draft: false, problems: [] } as DocumentView; // prettier-ignore
    return new OpenDocument(key(name), view, menu(name), {
      view: async () => view,
      async put(_key, body) {
        if (refuses(body as Document)) throw refusal(422);
        drafts.set(name, body as Document);
        return (view = { ...view, document: body as Document, revision: view.revision + 1, draft: true });
      },
      check: (text) => ({ document: JSON.parse(text) as Document, findings: [] }),
      keep: () => undefined,
      drop: () => undefined,
      changed: () => undefined,
      saved: () => undefined,
      now: () => new Date(0),
    });
  };
  const session = {
    hold: async ({ name }: DocumentKey) => {
      if (name === 'full') return undefined;
      const held = opened.get(name) ?? openOf(name);
      opened.set(name, held);
      return held;
    },
    head: ({ name }: DocumentKey) => ({ draft: drafts.has(name) }),
    create: async (document: Document) => {
      if (refuses(document)) throw refusal(409);
      drafts.set(document.name, document);
    },
    remove: async ({ name }: Document) => void drafts.delete(name),
    discard: async ({ name }: DocumentKey) => void drafts.delete(name),
  } as unknown as DesignSession;
  return { session, drafts, open: (name: string) => opened.get(name)! };
}

const names = (drafts: ReadonlyMap<string, Document>) => [...drafts.values()].map((each) => String(each.label));
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error); // prettier-ignore

describe('session/apply-many', () => {
  const changes = {
    label: 'Both',
    created: [menu('new')],
    changed: [
      { key: key('a'), operation: label('A2') },
      { key: key('b'), operation: label('B2') },
    ],
  };

  it('makes and changes them, and takes all of it back: no draft stays that changes nothing', async () => {
    const { session, drafts, open } = stand();
    const done = await applyMany(session, changes);
    expect(names(drafts)).to.deep.equal(['new', 'A2', 'B2']);
    expect(done.documents.map(({ name }) => name)).to.deep.equal(['new', 'a', 'b']);
    expect(open('a').history.undoLabel).to.equal('Both');
    expect(await done.undo()).to.deep.equal([]);
    expect([...drafts]).to.deep.equal([]);
    expect(open('a').text).to.equal(formatJson(menu('a')));
  });

  it('takes back what it did where somebody wrote on, and leaves what they wrote', async () => {
    const { session, drafts, open } = stand();
    const done = await applyMany(session, changes);
    open('a').apply({ op: 'set', path: ['entries'], value: [{ id: 's', type: 'separator' }] });
    expect(await done.undo()).to.deep.equal([]);
    expect(open('a').value).to.deep.include({ label: 'a', entries: [{ id: 's', type: 'separator' }] });
    expect([...drafts.keys()]).to.deep.equal(['a']);
  });

  it('leaves nothing when the server takes one of them not: what was made goes, what was changed is as before', async () => {
    const { session, drafts, open } = stand({ refuses: (document) => document.label === 'B2' });
    const error = await failure(applyMany(session, changes));
    expect(error).to.be.instanceOf(ManyRefused).with.deep.property('key', key('b'));
    expect([...drafts]).to.deep.equal([]);
    for (const name of ['a', 'b']) expect(open(name).text).to.equal(formatJson(menu(name)));
  });

  it('does not begin where one cannot be made, opened or changed', async () => {
    const refused = stand({ refuses: (document) => document.name === 'new' });
    expect(await failure(applyMany(refused.session, changes))).to.be.instanceOf(ApiFailure);
    expect([...refused.drafts]).to.deep.equal([]);
    const { session, drafts } = stand();
    const full = { ...changes, changed: [...changes.changed, { key: key('full'), operation: label('x') }] };
    expect(await failure(applyMany(session, full)))
      .to.be.instanceOf(ManyRefused)
      .with.property('reason', 'full');
    const wrong = stand();
    const broken = { ...changes, changed: [...changes.changed.slice(0, 1), { key: key('b'), operation: { op: 'unset', path: ['nowhere', 'at', 'all'] } as Operation }] }; // prettier-ignore
    expect(await failure(applyMany(wrong.session, broken))).to.be.an('error');
    expect([...drafts], 'before anything was made').to.deep.equal([]);
    expect([...wrong.drafts]).to.deep.equal([]);
    expect(wrong.open('a').text).to.equal(formatJson(menu('a')));
  });

  it('keeps a draft that was there before', async () => {
    const { session, drafts, open } = stand();
    await session.hold(key('a'));
    open('a').apply(label('Mine'));
    await open('a').save();
    const done = await applyMany(session, changes);
    await done.undo();
    expect(names(drafts)).to.deep.equal(['Mine']);
  });
});
