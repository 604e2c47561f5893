/** Logins as the server lists them for administrators, and the roles that may be given (docs/users.md). */
import type { Label } from '../value.js';

/** `left`: the person's record is gone or says that they left. `locked`: too many failed attempts, for a while. */
export const userStates = ['active', 'locked', 'disabled', 'left'] as const;
export type UserState = (typeof userStates)[number];

export interface UserRow {
  readonly id: string;
  readonly name: string | null;
  readonly login: string;
  readonly roles: readonly string[];
  readonly state: UserState;
  readonly disabled: boolean;
  readonly mustChange: boolean;
  readonly sample: boolean;
  /** Null also where whoever asks may not see it. */
  readonly department: { readonly id: string; readonly label: string | null } | null;
  /** ISO; null where it is longer ago than events are kept. */
  readonly lastSignIn: string | null;
  /** Sessions that are good now. */
  readonly sessions: number;
  /** False: its roles allow more than those of whoever asks, who can change nothing of it. */
  readonly mayChange: boolean;
}

/** Roles for choosing, with whether whoever asks may give them. */
export interface RoleChoice {
  readonly name: string;
  readonly label: Label;
  readonly mayGive: boolean;
}

export interface UserPage {
  readonly rows: readonly UserRow[];
  readonly total: number;
  readonly roles: readonly RoleChoice[];
}
