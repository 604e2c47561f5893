/**
 * One act over several documents: new ones are stored as drafts, others changed and saved, all or nothing. What comes back
 * takes all of it back, as far as nobody has changed it since.
 */
import { sameContent } from '../../metadata/document/canonical.js';
import { applyOperation, OperationError, type Operation } from '../../metadata/document/operations.js';
import type { Document } from '../../metadata/schema/kinds.js';
import type { DesignSession } from './design-session.js';
import { keyText, type DocumentKey } from './document-client.js';
import type { OpenDocument } from './open-document.js';

export interface ManyChanges {
  /** What Undo of one of the documents says. */
  readonly label: string;
  readonly created: readonly Document[];
  /** In the order in which they are saved. */
  readonly changed: readonly { readonly key: DocumentKey; readonly operation: Operation }[];
}

/** Why nothing was done: the document that could not be changed. */
export class ManyRefused extends Error {
  constructor(
    readonly key: DocumentKey,
    readonly reason: 'full' | 'invalid' | 'removed',
  ) {
    super(`${keyText(key)}: ${reason}`);
    this.name = 'ManyRefused';
  }
}

export interface ManyDone {
  readonly documents: readonly DocumentKey[];
  /** Takes all back; gives the documents that were changed again since and stay as they are. */
  undo(): Promise<readonly DocumentKey[]>;
}

interface Step {
  readonly open: OpenDocument;
  /** The text after it: while nobody wrote on, the history takes it back. */
  readonly text: string;
  readonly inverse: Operation;
  /** There was a draft before it already. */
  readonly wasDraft: boolean;
}

/** Throws ManyRefused, ApiFailure or OperationError; whatever was done until then is taken back. */
export async function applyMany(session: DesignSession, { label, created, changed }: ManyChanges): Promise<ManyDone> {
  const opened = await Promise.all(changed.map(async ({ key, operation }) => ({ key, operation, open: await openFor(session, key) }))); // prettier-ignore
  const made: Document[] = [];
  const steps: Step[] = [];
  const undo = async (): Promise<readonly DocumentKey[]> => {
    const left: DocumentKey[] = [];
    for (const step of steps.toReversed()) {
      if (!takeBack(step, label)) left.push(step.open.key);
    }
    for (const { open, wasDraft } of steps) {
      // Not saved: another draft stands there by now, or none was made. That is not this act's to discard.
      if (!(await open.save()) || !open.view.draft || wasDraft) continue;
      // Nothing is left of the draft: it would be published as a change that changes nothing.
      if (open.released && open.document && sameContent(open.document, open.released)) await session.discard(open.key);
    }
    for (const document of made.toReversed()) await session.remove(document);
    return left;
  };
  try {
    for (const document of created) {
      await session.create(document);
      made.push(document);
    }
    for (const { key, operation, open } of opened) {
      const wasDraft = session.head(key)?.draft === true;
      const { inverse } = applyOperation(open.value, operation);
      open.endGesture();
      open.apply(operation, { label });
      open.endGesture();
      steps.push({ open, text: open.text, inverse, wasDraft });
    }
    const saved = await Promise.all(steps.map(async ({ open }) => ({ key: open.key, isSaved: await open.save() })));
    const unsaved = saved.find(({ isSaved }) => !isSaved);
    if (unsaved) throw new ManyRefused(unsaved.key, 'invalid');
  } catch (error) {
    await undo();
    throw error;
  }
  return { documents: [...created, ...opened.map(({ key }) => key)], undo };
}

async function openFor(session: DesignSession, key: DocumentKey): Promise<OpenDocument> {
  const open = await session.hold(key);
  if (!open) throw new ManyRefused(key, 'full');
  if (open.isRemoved) throw new ManyRefused(key, 'removed');
  if (open.document === undefined) throw new ManyRefused(key, 'invalid');
  return open;
}

/** By the history, else by the inverse: what was added goes, wherever it was moved meanwhile. False where it is gone already. */
function takeBack({ open, text, inverse }: Step, label: string): boolean {
  if (open.text === text) {
    open.undo();
    return true;
  }
  try {
    return open.apply(inverse, { label });
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    return false;
  }
}
