/** Findings of axe that stand inside Vaadin's own parts; each with its reason. Nothing of ours may be listed here. */
export interface AxeException {
  readonly rule: string;
  /** Matches the finding's target as JSON text. */
  readonly target: RegExp;
  readonly reason: string;
}

export const axeExceptions: readonly AxeException[] = [
  {
    rule: 'aria-allowed-attr',
    target: /vaadin-select-value-button/,
    reason: 'A required vaadin-select tells it by aria-required on its button, whose role does not take it.',
  },
];
