/** What holds of every canvas: its edits taken back one by one give each document before, done again the last. */
import { expect } from 'chai';
import { applyOperation, type Operation } from '../../metadata/document/operations.js';

export function goesThereAndBack(document: unknown, edits: readonly ((document: unknown) => Operation)[]): void {
  const documents = [document];
  const inverses: Operation[] = [];
  for (const edit of edits) {
    const applied = applyOperation(documents.at(-1), edit(documents.at(-1)));
    documents.push(applied.document);
    inverses.push(applied.inverse);
  }
  let at = documents.at(-1);
  const forward: Operation[] = [];
  for (let i = inverses.length - 1; i >= 0; i--) {
    const back = applyOperation(at, inverses[i]!);
    at = back.document;
    forward.unshift(back.inverse);
    expect(at).to.deep.equal(documents[i]);
  }
  for (const operation of forward) at = applyOperation(at, operation).document;
  expect(at).to.deep.equal(documents.at(-1));
}
