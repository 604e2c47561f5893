import { expect } from 'chai';
import { formatJson } from '../../../designer/json/format-json.js';
import type { DocumentView } from '../../../designer/session/document-client.js';
import { delays, OpenDocument, type DocumentPorts } from '../../../designer/session/open-document.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import { ApiFailure } from '../../../runtime/data/api-client.js';

const document = (label: string) =>
  ({ kind: 'menu', id: '01KAJ0QX00T2N8C9SEPKXK1000', name: 'main', schema: 1, label, entries: [] }) as Document;
const text = (label: string) => formatJson(document(label));
const wait = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server of one draft; `kept` is what the browser holds. */
function stand(more: Partial<DocumentPorts> = {}) {
  const server = {
    view: { document: document('A'), layer: 'crm', revision: 3, base: 3, draft: false, problems: [] } as DocumentView,
  };
  const kept: { text?: string; revision?: number } = {};
  const puts: string[] = [];
  const ports: DocumentPorts = {
    view: async () => server.view,
    async put(_key, body, revision) {
      if (revision !== server.view.revision)
        throw new ApiFailure(409, 'VERSION_CONFLICT', 'Changed.', undefined, {}, undefined);
      const put = body as Document;
      puts.push(String(put.label));
      return (server.view = { ...server.view, document: put, revision: revision + 1, draft: true });
    },
    check(each) {
      try {
        return { document: JSON.parse(each) as Document, findings: [] };
      } catch {
        return { findings: [{ path: '', code: 'NOT_JSON', message: '' }] };
      }
    },
    keep: (each, revision) => void Object.assign(kept, { text: each, revision }),
    drop: () => void delete kept.text,
    changed: () => undefined,
    saved: () => undefined,
    now: () => new Date(0),
    ...more,
  };
  const open = new OpenDocument({ kind: 'menu', name: 'main' }, server.view, document('A'), ports);
  return { open, server, kept, puts };
}

describe('session/open-document', () => {
  const usual = { ...delays };
  beforeEach(() => Object.assign(delays, { check: 1, keep: 1, save: 5, retry: 5 }));
  afterEach(() => Object.assign(delays, usual));

  it('saves a right text by itself, once, with the revision that was seen', async () => {
    const { open, puts, kept } = stand();
    open.edit(text('B'));
    open.edit(text('C'));
    expect(open.state).to.equal('waiting');
    await wait(40);
    expect(puts).to.deep.equal(['C']);
    expect(open).to.include({ state: 'saved', isDirty: false });
    expect(open.view.revision).to.equal(4);
    expect(kept.text).to.equal(undefined);
  });

  it('keeps a broken text in the browser and does not send it', async () => {
    const { open, puts, kept } = stand();
    open.edit('{ "label": ');
    await wait();
    expect(open.state).to.equal('invalid');
    expect(await open.save()).to.equal(false);
    expect(puts).to.deep.equal([]);
    expect(kept).to.deep.equal({ text: '{ "label": ', revision: 3 });
  });

  it('sends nothing when only the spaces changed', async () => {
    const { open, puts } = stand();
    open.edit(JSON.stringify(document('A')));
    expect(await open.save()).to.equal(true);
    expect(puts).to.deep.equal([]);
    expect(open.state).to.equal('saved');
  });

  it('keeps what is typed while the server works, and saves it next', async () => {
    let go = () => undefined as void;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const held = stand();
    const put = held.open['ports'].put;
    Object.assign(held.open['ports'], { put: async (...all: Parameters<typeof put>) => (await gate, put(...all)) });
    held.open.edit(text('B'));
    const saving = held.open.save();
    held.open.edit(text('C'));
    go();
    await saving;
    expect(held.open.text).to.equal(text('C'));
    await wait(40);
    expect(held.puts).to.deep.equal(['B', 'C']);
  });

  it('stops at a change made elsewhere, and lets the person keep theirs or mine', async () => {
    const { open, server, kept } = stand();
    server.view = { ...server.view, document: document('X'), revision: 7, draft: true };
    open.edit(text('B'));
    expect(await open.save()).to.equal(false);
    expect(open.state).to.equal('conflict');
    expect(kept.text).to.equal(text('B'));
    expect(open.theirs?.document?.label).to.equal('X');

    expect(await open.resolve('mine')).to.equal(true);
    expect(server.view.document?.label).to.equal('B');

    server.view = { ...server.view, document: document('Y'), revision: 12 };
    open.edit(text('C'));
    await open.save();
    await open.resolve('theirs');
    expect(open).to.include({ text: text('Y'), state: 'saved', isDirty: false });
  });

  it('takes in what was changed elsewhere in other places, and asks only where both changed one', async () => {
    const { open, server, puts } = stand();
    const menu = (more: object) => ({ ...document('A'), ...more }) as Document;
    const published = (revision: number, more: object) => (server.view = { ...server.view, revision, document: menu(more) }); // prettier-ignore
    published(4, { icon: 'list' });
    open.edit(formatJson(menu({ label: 'B' })));
    expect(await open.save()).to.equal(true);
    expect(server.view.document).to.deep.equal(menu({ label: 'B', icon: 'list' }));
    expect(open).to.include({ state: 'saved', isDirty: false, tookIn: true });
    open.undo();
    expect(JSON.parse(open.text)).to.deep.equal(menu({ label: 'B' }));
    open.redo();
    await open.save();

    published(9, { label: 'Theirs', icon: 'star' });
    open.edit(formatJson(menu({ label: 'Mine', icon: 'list' })));
    expect(await open.save()).to.equal(false);
    expect(open.state).to.equal('conflict');
    expect(JSON.parse(open.text)).to.deep.equal(menu({ label: 'Mine', icon: 'star' }));
    await open.resolve('mine');
    expect(server.view.document).to.deep.equal(menu({ label: 'Mine', icon: 'star' }));
    expect(puts).to.deep.equal(['B', 'Mine']);
  });

  it('tries again when the server could not be reached', async () => {
    let down = true;
    const held = stand();
    const put = held.open['ports'].put;
    Object.assign(held.open['ports'], {
      put: (...all: Parameters<typeof put>) =>
        down ? Promise.reject(new ApiFailure(0, 'NETWORK', 'Gone.', undefined, undefined, undefined)) : put(...all),
    });
    held.open.edit(text('B'));
    await held.open.save();
    expect(held.open.state).to.equal('failed');
    expect(held.kept.text).to.equal(text('B'));
    down = false;
    await wait(40);
    expect(held.puts).to.deep.equal(['B']);
  });

  it('takes up a text the browser kept; one from another revision meets the change when it is saved', async () => {
    const same = stand();
    same.open.restore(text('B'), 3, 'then');
    expect(same.open).to.include({ text: text('B'), restoredFrom: 'then' });
    expect(await same.open.save()).to.equal(true);

    const older = stand();
    older.open.restore(text('B'), 2, 'then');
    expect(await older.open.save()).to.equal(false);
    expect(older.open.state).to.equal('conflict');
  });

  it('shows what the server refuses as findings', async () => {
    const details = [{ path: '/label', code: 'TOO_LONG', message: 'Too long.' }];
    const { open } = stand({
      put: () => Promise.reject(new ApiFailure(422, 'DOCUMENT_INVALID', 'No.', undefined, details, undefined)),
    });
    open.edit(text('B'));
    expect(await open.save()).to.equal(false);
    expect(open.findings).to.deep.equal(details);
    expect(open.state).to.equal('invalid');
  });
});
