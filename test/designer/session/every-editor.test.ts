/**
 * What the inspector, the outline and the canvases without gestures of their own (dictionary, theme) do to a document, and
 * what translations do, of every kind, through the document that is open: 30 random edits, 30 times Undo, 30 times Redo give
 * the same texts. Canvases with gestures have the same test of these beside them.
 */
import { expect } from 'chai';
import fc from 'fast-check';
import { withLines, type DictionaryValue } from '../../../designer/dictionary/bulk.js';
import type { DocumentView } from '../../../designer/session/document-client.js';
import { OpenDocument, type DocumentPorts } from '../../../designer/session/open-document.js';
import { addOperation, pathOfKeys, setOperation, shiftOperation } from '../../../designer/session/set-value.js';
import { operationOf, planChanges } from '../../../designer/translations/changes.js';
import { rowsOf } from '../../../designer/translations/rows.js';
import { readItem, type ItemPath } from '../../../metadata/document/items.js';
import type { Operation } from '../../../metadata/document/operations.js';
import { kinds, type Document } from '../../../metadata/schema/kinds.js';
import { languages } from '../../../metadata/value.js';
import { sample } from '../../metadata/document/samples.js';
import { schemaOf, shippedDocuments } from '../translations/shipped.js';

const samples = { connection: () => sample('connection', 'warehouse'), theme: () => sample('theme', 'site') };
const documentOf = (kind: Document['kind']): Document =>
  shippedDocuments.find((each) => each.kind === kind) ?? samples[kind as keyof typeof samples]();

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** These are no part that an editor changes. */
const identity: ReadonlySet<string> = new Set(['kind', 'id', 'name', 'schema']);

/** Where a walk down the document ends, and the nearest list above it. */
function walk(document: unknown, turns: readonly number[]): { readonly path: ItemPath; readonly item?: ItemPath } {
  const keys: (string | number)[] = [];
  let item: (string | number)[] | undefined;
  let at = document;
  for (const turn of turns) {
    const below = Array.isArray(at) ? [...at.keys()] : isObject(at) ? Object.keys(at).filter((key) => at !== document || !identity.has(key)) : []; // prettier-ignore
    if (below.length === 0) break;
    const key = below[turn % below.length]!;
    keys.push(key);
    if (typeof key === 'number') item = [...keys];
    at = (at as Readonly<Record<string | number, unknown>>)[key];
  }
  return { path: pathOfKeys(document, keys), ...(item ? { item: pathOfKeys(document, item) } : {}) };
}

/** Drawn as plain data, so that a counterexample can be read. */
const way = fc.array(fc.nat(30), { minLength: 1, maxLength: 6 });
const put = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.record({ en: fc.string({ maxLength: 5 }) }),
  fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }),
);
const anyEdit = fc.oneof(
  fc.record({ act: fc.constant('set' as const), way, put }),
  fc.record({ act: fc.constant('key' as const), way, key: fc.string({ minLength: 1, maxLength: 5 }) }),
  fc.record({ act: fc.constantFrom('up', 'down', 'remove'), way }),
  fc.record({ act: fc.constant('copy' as const), way, number: fc.nat(1e9) }),
  fc.record({ act: fc.constant('words' as const), at: fc.nat(), language: fc.constantFrom(...languages), words: fc.string({ maxLength: 12 }) }),
  fc.record({ act: fc.constant('lines' as const), lines: fc.array(fc.string({ maxLength: 8 }), { maxLength: 4 }) }),
); // prettier-ignore
type Edit = typeof anyEdit extends fc.Arbitrary<infer E> ? E : never;

/** Undefined: nothing can be done there. */
function operationFor(document: Document, edit: Edit): Operation | undefined {
  if (edit.act === 'words') return translate(document, edit);
  if (edit.act === 'lines') {
    if (document.kind !== 'dictionary' || !Array.isArray(document.values)) return undefined;
    const { values } = withLines(document.values as readonly DictionaryValue[], edit.lines.join('\n'), 'en');
    return { op: 'set', path: ['values'], value: values };
  }
  const { path, item } = walk(document, edit.way);
  if (path.length === 0 && edit.act !== 'key') return undefined;
  const isItem = item?.length === path.length;
  if (edit.act === 'set') return isItem && edit.put === undefined ? { op: 'remove', path } : setOperation(document, path, edit.put); // prettier-ignore
  if (edit.act === 'key') return isObject(readItem(document, path)) ? setOperation(document, [...path, `x_${edit.key}`], 1) : undefined; // prettier-ignore
  if (!item) return undefined;
  if (edit.act === 'remove') return { op: 'remove', path: item };
  if (edit.act !== 'copy') return shiftOperation(document, item, edit.act === 'up' ? -1 : 1);
  const held = readItem(document, item);
  const id = `n${edit.number}`;
  const copy = isObject(held)
    ? { ...held, ...('id' in held ? { id } : {}), ...('name' in held ? { name: id } : {}) }
    : held;
  return addOperation(document, item.slice(0, -1), copy, item);
}

function translate(
  document: Document,
  { at, language, words }: Extract<Edit, { act: 'words' }>,
): Operation | undefined {
  const rows = rowsOf({ key: document, value: document, isLocked: false }, schemaOf(document.kind));
  if (rows.length === 0) return undefined;
  const { changes } = planChanges([{ row: rows[at % rows.length]!, language, words }], 'en');
  return operationOf(document, changes).operation;
}

function opened(document: Document): OpenDocument {
  const view: DocumentView = { document, layer: 'crm', revision: 1, base: 1, draft: false, problems: [] };
  const nothing = () => undefined;
  const ports: DocumentPorts = {
    view: async () => view,
    put: () => Promise.reject(new Error('nothing is saved here')),
    check: (text) => ({ document: JSON.parse(text) as Document, findings: [] }),
    keep: nothing,
    drop: nothing,
    changed: nothing,
    saved: nothing,
    now: () => new Date(0),
  };
  return new OpenDocument({ kind: document.kind, name: document.name }, view, document, ports);
}

/** Edits that change something; more are drawn, since some have nothing to change. */
const wanted = 30;

describe('designer/session/every-editor', () => {
  for (const kind of kinds) {
    it(`takes 30 random edits of a document of kind ${kind} back and does them again`, () => {
      const edits = fc.array(anyEdit, { minLength: 15 * wanted, maxLength: 15 * wanted });
      fc.assert(
        fc.property(edits, (drawn) => {
          const open = opened(documentOf(kind));
          try {
            const texts = [open.text];
            for (const edit of drawn) {
              const operation = texts.length > wanted ? undefined : operationFor(open.value as Document, edit);
              if (operation && open.apply(operation)) open.endGesture();
              if (open.text !== texts.at(-1)) texts.push(open.text);
            }
            const there = open.value;
            for (const before of texts.slice(0, -1).reverse()) {
              open.undo();
              expect(open.text).to.equal(before);
            }
            expect(open.history.canUndo).to.equal(false);
            expect(open.value).to.deep.equal(documentOf(kind));
            for (const after of texts.slice(1)) {
              open.redo();
              expect(open.text).to.equal(after);
            }
            expect(open.value).to.deep.equal(there);
            expect(texts).to.have.length(wanted + 1);
          } finally {
            open.close();
          }
        }),
        { numRuns: 4, endOnFailure: true },
      );
    });
  }
});
