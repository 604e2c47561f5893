/** Findings of axe that stand inside Vaadin's own parts; each with its reason. Nothing of ours may be listed here. */
export interface AxeException {
  readonly rule: string;
  /** Matches the finding's target as JSON text. */
  readonly target: RegExp;
  readonly reason: string;
}

export const axeExceptions: readonly AxeException[] = [];
