/** Addresses of the pages around releases, and of the files they offer. */
import type { DocumentKey } from '../session/document-client.js';

export const putAwayHref = '/design/put-away';

/** The versions of a document; `release` is the one to begin with. */
export const versionsHref = ({ kind, name }: DocumentKey, release?: number): string =>
  `/design/versions/${kind}/${encodeURIComponent(name)}${release === undefined ? '' : `?release=${release}`}`;

/** The values that a published release left behind, as a file. */
export const misfitHref = (release: number, id: string): string =>
  `/api/releases/${release}/misfits?id=${encodeURIComponent(id)}`;
