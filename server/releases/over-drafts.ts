/** The release as previews of a designer read it: some kinds of document as the person's own drafts have them. */
import { canonicalHash } from '../../metadata/document/canonical.js';
import type { Model } from '../../metadata/model/model.js';
import type { Document, Kind } from '../../metadata/schema/kinds.js';
import type { Context } from '../context.js';
import { readDrafts } from './drafts.js';

/** Drafts of these kinds in the place of what is released, found by name; those to be removed are not found. */
export async function overDrafts(context: Context, kinds: readonly Kind[]): Promise<Context> {
  const drafts = (await readDrafts(context)).filter(({ kind }) => kinds.includes(kind));
  if (drafts.length === 0) return context;
  const held = new Map(drafts.map((draft) => [`${draft.kind}/${draft.name}`, draft.document]));
  const { model, hash } = context.release;
  const find = (kind: Kind, wanted: string): Document | undefined => {
    const draft = held.get(`${kind}/${wanted}`);
    return draft === undefined ? model.find(kind, wanted) : (draft ?? undefined);
  };
  // Nothing that is kept of the release may be taken for an answer over these drafts, or the reverse.
  const drafted = `${hash} ${canonicalHash([...held])}`;
  return {
    ...context,
    release: { ...context.release, hash: drafted, model: { ...model, find: find as Model['find'] } },
  };
}
