import { expect } from 'chai';
import fc from 'fast-check';
import { diffDocuments, operationsBetween } from '../../../metadata/document/diff.js';
import { applyOperation, OperationError, type Operation } from '../../../metadata/document/operations.js';
import { operationFor } from './edits.js';
import { sample, sampleDocuments } from './samples.js';

const choices = fc.array(fc.record({ place: fc.nat(), how: fc.nat(99), value: fc.nat(9999) }), {
  minLength: 30,
  maxLength: 30,
});
const anyDocument = fc.nat(sampleDocuments.length - 1).map((i) => sampleDocuments[i]!);

describe('document/operations', () => {
  it('comes back by undo and forth by redo, after any 30 edits', () => {
    fc.assert(
      fc.property(anyDocument, choices, (start, edits) => {
        let document: unknown = start;
        const undo: Operation[] = [];
        for (const edit of edits) {
          const applied = applyOperation(document, operationFor(document, edit));
          document = applied.document;
          undo.push(applied.inverse);
        }
        const end = document;
        const redo: Operation[] = [];
        for (const operation of [...undo].reverse()) {
          const applied = applyOperation(document, operation);
          document = applied.document;
          redo.push(applied.inverse);
        }
        expect(document).to.deep.equal(start);
        for (const operation of redo.reverse()) document = applyOperation(document, operation).document;
        expect(document).to.deep.equal(end);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves the document it was given as it was and shares what did not change', () => {
    const before = sample('form', 'order_edit');
    const copy = structuredClone(before);
    const { document } = applyOperation(before, { op: 'set', path: ['nodes', { id: 't1' }, 'label'], value: 'Other' });
    expect(before).to.deep.equal(copy);
    expect(document.facts).to.equal(before.facts);
    expect(document.nodes[0]).to.include({ id: 't1', label: 'Other' });
  });

  it('moves an item into another container and back', () => {
    const before = sample('form', 'order_edit');
    const to = ['nodes', { id: 't1' }, 'nodes', { id: 's1' }, 'nodes'];
    const path = ['nodes', { id: 't1' }, 'nodes', { id: 'n1' }];
    const { document, inverse } = applyOperation(before, { op: 'move', path, to, after: null });
    expect(JSON.stringify(document)).to.match(/"s1".*"n1".*"n2".*"n3"/);
    expect(applyOperation(document, inverse).document).to.deep.equal(before);
  });

  it('refuses what is not there, a move into itself, and a half-done group', () => {
    const before = sample('form', 'order_edit');
    const wrong: Operation[] = [
      { op: 'set', path: ['nodes', { id: 'nope' }, 'label'], value: 1 },
      { op: 'unset', path: ['icon'] },
      { op: 'set', path: ['__proto__'], value: {} },
      { op: 'move', path: ['nodes', { id: 't1' }], to: ['nodes', { id: 't1' }, 'nodes'], after: null },
      {
        op: 'group',
        operations: [
          { op: 'set', path: ['label'], value: 'x' },
          { op: 'unset', path: ['icon'] },
        ],
      },
    ];
    const copy = structuredClone(before);
    for (const operation of wrong) expect(() => applyOperation(before, operation)).to.throw(OperationError);
    expect(before).to.deep.equal(copy);
  });
});

describe('document/diff', () => {
  it('gives operations that turn the one into the other', () => {
    fc.assert(
      fc.property(anyDocument, choices, (start, edits) => {
        let end: unknown = start;
        for (const edit of edits) end = applyOperation(end, operationFor(end, edit)).document;
        const operations = operationsBetween(start, end);
        expect(applyOperation<unknown>(start, { op: 'group', operations }).document).to.deep.equal(end);
        expect(operations.length === 0).to.equal(diffDocuments(start, end).length === 0);
      }),
      { numRuns: 150 },
    );
  });

  it('says in words what was added, removed, changed and moved', () => {
    const before = sample('entity', 'customer');
    const [name, status, credit, since] = before.fields;
    const after = {
      ...before,
      icon: 'people',
      fields: [status!, name!, { ...credit!, label: 'Limit' }, { id: 'f9', name: 'email', type: 'text' }],
    };
    expect(diffDocuments(before, after).map((change) => change.words)).to.deep.equal([
      'field "since" was removed',
      'field "status" was moved',
      'field "credit": label was set to "Limit"',
      'field "email" was added',
      'icon was set to "people"',
    ]);
    expect(diffDocuments(before, after)[0]!.before).to.deep.equal(since);
  });

  it('tells one moved item, not all that it passed', () => {
    const before = { values: [1, 2, 3, 4, 5].map((n) => ({ id: `v${n}` })) };
    const after = { values: [2, 3, 4, 5, 1].map((n) => ({ id: `v${n}` })) };
    expect(diffDocuments(before, after).map(({ kind, path }) => [kind, path])).to.deep.equal([
      ['moved', ['values', { id: 'v1' }]],
    ]);
  });
});
