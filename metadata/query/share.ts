/** What a share by hand says, and whether somebody receives it. The SQL of it is server/records/sql/compile-shared.ts. */
import type { ShareLevel } from '../schema/query.js';
import type { Receiver } from './types.js';

/** `below` is a department with all that lie under it. */
export const shareReceivers = ['user', 'role', 'department', 'below'] as const;
export type ShareReceiver = (typeof shareReceivers)[number];

export interface Share {
  readonly entity: string;
  /** Id of the record. */
  readonly record: string;
  readonly kind: ShareReceiver;
  /** Id of the user or department, name of the role. */
  readonly grantee: string;
  readonly level: ShareLevel;
  /** Last day on which it holds, in the site zone; null: until it is taken back. */
  readonly until: string | null;
}

/** Levels that contain a level: whoever may change may read. */
export const levelsFor: Readonly<Record<ShareLevel, readonly ShareLevel[]>> = {
  read: ['read', 'update'],
  update: ['update'],
};

export function receives(
  share: Omit<Share, 'entity' | 'record'>,
  receiver: Receiver,
  level: ShareLevel,
  isBelow: (department: string, ancestor: string) => boolean,
): boolean {
  if (!levelsFor[level].includes(share.level)) return false;
  if (share.until !== null && share.until < receiver.today) return false;
  return reached[share.kind](share.grantee, receiver, isBelow);
}

type Reached = (
  grantee: string,
  receiver: Receiver,
  isBelow: (department: string, ancestor: string) => boolean,
) => boolean;

const reached: Readonly<Record<ShareReceiver, Reached>> = {
  user: (grantee, { user }) => grantee === user,
  role: (grantee, { roles }) => roles.includes(grantee),
  department: (grantee, { department }) => grantee === department,
  below: (grantee, { department }, isBelow) => department !== null && isBelow(department, grantee),
};
