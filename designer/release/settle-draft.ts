/** A draft that began from an older version than is live: merged with what was published since, and stored anew. */
import { sameContent } from '../../metadata/document/canonical.js';
import { mergeDocuments, type Conflict } from '../../metadata/document/merge.js';
import type { Document } from '../../metadata/schema/kinds.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import { formatJson } from '../json/format-json.js';
import type { DesignSession } from '../session/design-session.js';
import type { DocumentKey } from '../session/document-client.js';
import { dropText, keepText } from '../session/document-ports.js';

/** A document of 409 DRAFT_CONFLICT with the places that both changed. */
export interface Clash {
  /** `entity/customer`. */
  readonly document: string;
  /** Empty: one of the two removed the document. */
  readonly conflicts: readonly Conflict[];
}

export const clashesOf = (failure: ApiFailure): readonly Clash[] =>
  failure.code === 'DRAFT_CONFLICT' && Array.isArray(failure.details) ? (failure.details as readonly Clash[]) : [];

/** Whose word holds where both changed one place; everywhere else both hold. */
export type Preferred = 'mine' | 'theirs';

/** The draft is put on top of what is live. Throws ApiFailure, and has put the draft back as it was then. */
export async function settleDraft(session: DesignSession, key: DocumentKey, preferred: Preferred): Promise<void> {
  const { client, host } = session;
  const [mine, live, versions] = await Promise.all([
    client.view(key),
    // Not there, and nothing else: a lost line must not look like a document that somebody removed.
    client.view(key, 'released').catch((error: unknown) => {
      if (error instanceof ApiFailure && error.status === 404) return undefined;
      throw error;
    }),
    client.versions(key),
  ]);
  const from = versions.find(({ revision }) => revision === mine.base);
  const base = from && (await client.view(key, from.release)).document;
  const settled = merged({ base: base ?? null, mine: mine.document, theirs: live?.document ?? null }, preferred);
  // Between the two a page may end: this browser has what would be lost.
  if (mine.document) await keepText(host, key, formatJson(mine.document), mine.revision);
  await client.discard(key, mine.revision);
  try {
    const isLive = settled === null ? !live : live?.document && sameContent(settled, live.document);
    if (!isLive && settled === null) await client.remove(key, live!.revision);
    else if (!isLive) await client.put(key, settled, live?.revision ?? 0);
  } catch (error) {
    const isBack = mine.document === null || (await client.put(key, mine.document, live?.revision ?? 0).then(() => true, () => false)); // prettier-ignore
    if (isBack) await dropText(host, key);
    throw error;
  }
  await dropText(host, key);
  await session.reload();
}

interface Sides {
  readonly base: Document | null;
  readonly mine: Document | null;
  readonly theirs: Document | null;
}

/** Null: the document goes. */
export function merged({ base, mine, theirs }: Sides, preferred: Preferred): Document | null {
  if (!base || !mine || !theirs) return preferred === 'mine' ? mine : theirs;
  const [first, second] = preferred === 'mine' ? [mine, theirs] : [theirs, mine];
  return mergeDocuments<Document>(base, first, second).document;
}
