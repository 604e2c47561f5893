/** The contract of a kind of step: what happens when a token enters it, and when what it waited for has come. Pure. */
import type { Resume, Token } from './state.js';
import type { Work } from './work.js';

export interface NodeKind {
  /** The `type` of the step in the document. */
  readonly id: string;
  enter(work: Work, token: Token): void;
  /** Absent where nothing is ever waited for. */
  resume?(work: Work, token: Token, resume: Resume): void;
}
