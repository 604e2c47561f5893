/**
 * The contract of a channel: a way in which what is sent reaches people (docs/schedules.md). Mail is one. What it says of
 * itself stands here; the half that sends is `ChannelServer` (server/api.ts), looked up by the same id.
 */
import type { Described } from '../contributions.js';

export interface ChannelType extends Described {
  /** Takes addresses of people who do not sign in here; absent: recipients are people of the site only. */
  readonly outside?: true;
}
