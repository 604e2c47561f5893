/**
 * The site as a person's drafts would make it, to look at only. A request with the header `X-Preview` is answered from the
 * model of the drafts with the rights and the tables of the release (decision 43):
 *
 *   right to design -> own drafts, or those of a link -> drafts that stand -> model -> what no table has yet reads as nothing
 *   -> rights of the release
 *
 * `X-Preview: own`, or the key of a link that a colleague made; strangers have no use for such a key.
 */
import type { Access } from '../../metadata/access/types.js';
import type { Registries } from '../../metadata/contributions.js';
import { canonicalHash } from '../../metadata/document/canonical.js';
import { checkDocuments, documentKey, hasErrors } from '../../metadata/document/check.js';
import { compileModel } from '../../metadata/model/compile.js';
import type { Model } from '../../metadata/model/model.js';
import { withSegments } from '../../metadata/model/with-segments.js';
import { isAboutRights, type Document } from '../../metadata/schema/kinds.js';
import type { AccessCache } from '../access/access-cache.js';
import { findPrincipal } from '../access/find-principal.js';
import type { Identity } from '../access/identity.js';
import type { DraftsShown, ShownPart } from '../access/viewing.js';
import type { Release, Services } from '../context.js';
import { forbidden } from '../errors.js';
import { parseTemplate } from '../print/parse-template.js';
import { findReleased, readDraftsOf, withDrafts, type Draft } from './drafts.js';
import { mayRunAll } from './may-edit.js';
import { previewAccess } from './preview-access.js';
import { readPreviewKey } from './preview-key.js';
import { standIn, type Difference } from './preview-tables.js';
import type { LoadedRelease, ReleaseStore } from './store.js';

/** What of a release the drafts change: shared by all who look at the same drafts. */
interface Drafted {
  readonly release: Release;
  readonly difference: Difference;
  readonly shown: Omit<DraftsShown, 'of'>;
}

export interface Previews {
  /** The identity of a request that asks for drafts. Throws 403 RIGHT_MISSING, PREVIEW_ENDED, VIEW_AS. */
  open(identity: Identity, asked: string): Promise<Identity>;
}

export type PreviewServices = Pick<Services, 'database' | 'registries' | 'clock' | 'fold' | 'siteKey'>;

/** As many sets of drafts are kept compiled. */
const mostKept = 4;
/** As many parts are told by name. */
const mostTold = 20;

export function createPreviews(
  services: PreviewServices,
  { releases, accesses }: { readonly releases: Pick<ReleaseStore, 'current'>; readonly accesses: AccessCache },
): Previews {
  const kept = new Map<string, Drafted>();
  const drafted = (live: LoadedRelease, drafts: readonly Draft[]): Drafted => {
    const key = canonicalHash([live.number, live.hash, drafts.map(({ owner, kind, name, revision, updatedAt }) => [owner, kind, name, revision, updatedAt])]); // prettier-ignore
    const made = kept.get(key) ?? makeDrafted(live, drafts, services.registries);
    kept.delete(key);
    kept.set(key, made);
    // The oldest goes: a Map remembers the order of insertion.
    if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
    return made;
  };
  const ownerOf = async ({ access }: Identity, asked: string): Promise<{ id: string; name: string }> => {
    if (asked === 'own') return access.principal;
    const id = readPreviewKey(services, asked);
    const release = releases.current();
    const found = id === undefined ? undefined : await findPrincipal(services.database, release, id);
    // Whoever may no longer design shows nobody what they would have made.
    if (found && accesses.get(found.principal, found.grants, release).has('design')) return found.principal;
    throw forbidden('PREVIEW_ENDED', 'This link to a preview has ended, or is not whole. Ask for a new one.');
  };
  return {
    async open(identity, asked) {
      const { access } = identity;
      if (!access.has('design')) {
        throw forbidden('RIGHT_MISSING', 'You need the right "design" to see drafts.');
      }
      if (identity.viewing) {
        throw forbidden('VIEW_AS', 'You are looking at the site as somebody else, where nothing can be changed. Leave that view first.'); // prettier-ignore
      }
      const owner = await ownerOf(identity, asked);
      const live = releases.current();
      const all = await readDraftsOf(services.database, owner.id);
      const allowed = all.filter((draft) => mayShow(draft, live, access, services.registries));
      const made = drafted(live, allowed);
      const release = withOwnSegments(made.release, identity.release.model, live.model);
      const isOwn = owner.id === access.principal.id;
      const { id, login, name } = access.principal;
      const skipped = all.filter((draft) => !allowed.includes(draft)).map(partOf(live));
      const { shown } = made;
      return {
        ...identity,
        release,
        access: previewAccess({ own: access, live: live.model, model: made.release.model, hash: made.release.hash, difference: made.difference, services }),
        viewing: {
          by: { id, login, name },
          drafts: { ...shown, leftOut: [...shown.leftOut, ...skipped], ...(isOwn ? {} : { of: { id: owner.id, name: owner.name } }) },
        },
      }; // prettier-ignore
    },
  };
}

/** Rights and connections are always those of the release; SQL is shown to those who could write it. */
function mayShow(draft: Draft, live: LoadedRelease, access: Access, registries: Registries): boolean {
  if (isAboutRights(draft.kind) || draft.kind === 'connection') return false;
  return mayRunAll({ access, registries }, draft.document, findReleased(live, draft)?.document);
}

function makeDrafted(live: LoadedRelease, drafts: readonly Draft[], registries: Registries): Drafted {
  const { sound, broken } = soundDrafts(live, drafts, registries);
  const documents = withDrafts(live, sound);
  const { model, difference, waiting } = standIn(compileModel(documents, registries), live.model, registries);
  // Not the hash of these documents: nothing that is kept of a release may be taken for an answer of a preview, or the reverse.
  const hash = canonicalHash(['preview', live.hash, documents]);
  return {
    release: Object.freeze({ number: live.number, hash, model }),
    difference,
    shown: {
      count: sound.length,
      waiting: waiting.slice(0, mostTold),
      waitingCount: waiting.length,
      leftOut: broken.slice(0, mostTold).map(partOf(live)),
    },
  };
}

/** Drafts with errors are left out, and then those that leant on them: a preview shows what could be published. */
function soundDrafts(live: LoadedRelease, drafts: readonly Draft[], registries: Registries) {
  let sound = drafts;
  for (;;) {
    const found = checkDocuments(withDrafts(live, sound), registries, undefined, parseTemplate);
    const next = sound.filter((draft) => !hasErrors(found.get(documentKey(draft)) ?? []));
    if (next.length === sound.length) break;
    sound = next;
  }
  return { sound, broken: drafts.filter((draft) => !sound.includes(draft)) };
}

/** Segments that this person may use beside those that are documents. */
function withOwnSegments(release: Release, seen: Model, live: Model): Release {
  const own = seen.list('segment').filter(({ name }) => !live.find('segment', name));
  if (own.length === 0) return release;
  const signature = canonicalHash(own);
  return Object.freeze({ ...release, hash: `${release.hash} ${signature}`, model: withSegments(release.model, own) });
}

const partOf =
  (live: LoadedRelease) =>
  (draft: Draft): ShownPart => {
    const document: Document | undefined = draft.document ?? findReleased(live, draft)?.document;
    return { kind: draft.kind, name: draft.name, label: document?.label ?? draft.name };
  };
