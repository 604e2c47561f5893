/** What is told of a request that shows the site as somebody else (view-as.ts) or as drafts would make it. */
import type { Principal } from '../../metadata/access/types.js';
import type { Label } from '../../metadata/value.js';

export interface Viewing {
  /** Whoever really sits there. */
  readonly by: Pick<Principal, 'id' | 'login' | 'name'>;
  /** The person whose screens these are, or the role that alone opens them. */
  readonly user?: { readonly id: string; readonly name: string };
  readonly role?: string;
  readonly label?: Label;
  /** The person's own screens, as drafts would make them (server/releases/preview.ts). */
  readonly drafts?: DraftsShown;
}

export interface DraftsShown {
  /** Whose they are, where they are somebody else's. */
  readonly of?: { readonly id: string; readonly name: string };
  /** How many are shown. */
  readonly count: number;
  /** Fields, and entities as a whole, that have no data before they are published; the first of `waitingCount`. */
  readonly waiting: readonly { readonly entity: Label; readonly field?: Label }[];
  readonly waitingCount: number;
  /** Drafts that are not shown: they have errors, or are about rights, connections or SQL that this person may not write. */
  readonly leftOut: readonly ShownPart[];
}

export interface ShownPart {
  readonly kind: string;
  readonly name: string;
  readonly label: Label;
}
