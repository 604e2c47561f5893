/** Values of fields and entities that no document has any more, as the server lists them (server/releases/put-away.ts). */
import type { Label } from '../value.js';

/** What can be taken out together: the columns of a field, or a table. */
export interface PutAway {
  /** As the consent to it was named: `field customer.fax`, `entity visit`. */
  readonly id: string;
  readonly entity: string;
  /** Absent: the whole entity. */
  readonly field?: string;
  /** What the field, or the entity, was called. */
  readonly label: Label;
  /** The live document still has the field, marked as archived. */
  readonly archived?: true;
  /** Earlier values of a field that is live with another type: the type they had. They come back with that release only. */
  readonly was?: string;
  /** The last release that had it in use: its documents bring it back. */
  readonly release: number;
  /** When the release without it was published; ISO, UTC. */
  readonly since: string;
  /** From when on it may go. */
  readonly until: string;
  /** Records that have a value in it, deleted ones too; of a table its rows. */
  readonly values: number;
}

/** The last backup that was read whole and found as it was made (server/backup/last-backup.ts). */
export interface LastBackup {
  /** The instant that it shows, and when it was read; ISO, UTC. */
  readonly at: string;
  readonly verifiedAt: string;
  /** Name of the file, without its folder. */
  readonly file: string;
  /** Number of the release that was live then. */
  readonly release: number;
  /** The newest entry of the history and of the event log in it. */
  readonly position: { readonly history: string | null; readonly event: string | null };
}

/** What is typed to agree to a purge: `customer.fax`, `visit`. */
export const purgeName = (id: PutAway['id']): string => id.slice(id.indexOf(' ') + 1);

/** Whether a backup is younger than the release without it: it has the values as nobody could change them any more. */
export const holdsPutAway = (backup: Pick<LastBackup, 'at'>, { since }: Pick<PutAway, 'since'>): boolean =>
  backup.at > since;
