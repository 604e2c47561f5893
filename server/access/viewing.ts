/** What is told of a session that shows the site as somebody else (view-as.ts). */
import type { Principal } from '../../metadata/access/types.js';
import type { Label } from '../../metadata/value.js';

export interface Viewing {
  /** Whoever really sits there. */
  readonly by: Pick<Principal, 'id' | 'login' | 'name'>;
  /** The person whose screens these are, or the role that alone opens them. */
  readonly user?: { readonly id: string; readonly name: string };
  readonly role?: string;
  readonly label?: Label;
}
