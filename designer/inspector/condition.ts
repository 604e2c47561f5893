/**
 * Conditions of a part as a choice of three: it always holds, if a formula says so, never. Which of always and never is
 * said by saying nothing depends on the key. Pure.
 */
export const conditionChoices = ['always', 'if', 'never'] as const;
export type ConditionChoice = (typeof conditionChoices)[number];

/** What holds of a key that is not there. */
const unstated: Readonly<Record<string, ConditionChoice>> = {
  visibleIf: 'always',
  onlyIf: 'always',
  exitIf: 'always',
  requiredIf: 'never',
  readOnlyIf: 'never',
};

export const isCondition = (key: string): boolean => Object.hasOwn(unstated, key);

export function choiceOf(key: string, text: string | undefined): ConditionChoice {
  if (text === undefined || text.trim() === '') return unstated[key] ?? 'always';
  const word = text.trim();
  return word === 'true' ? 'always' : word === 'false' ? 'never' : 'if';
}

/** What is written for a choice; undefined: nothing. A formula is kept for when it is chosen again. */
export function conditionText(key: string, choice: ConditionChoice, formula: string): string | undefined {
  if (choice === 'if') return formula.trim() === '' ? undefined : formula;
  return choice === unstated[key] ? undefined : choice === 'always' ? 'true' : 'false';
}

/** What a verdict comes to, as the rules of a record read it; undefined: it cannot be told. */
export const outcomeOf = (verdict: unknown): boolean | undefined =>
  verdict === undefined ? undefined : verdict === true;
