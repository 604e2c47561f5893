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
