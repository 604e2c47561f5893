/** What the two sources that stand for a dataset of another document have in common. */
import type { DatasetBehind, SourcePlace, SourceType } from '../../../metadata/dataset/source-type.js';
import { below } from '../../../metadata/document/pointer.js';
import { expressionSites, type Site } from '../../../metadata/document/site.js';
import { dependenciesOf } from '../../../metadata/expression/dependencies.js';
import { parseExpression } from '../../../metadata/expression/parse.js';

interface Given {
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Values given to the parameters of what is behind: expressions over those of the document. */
export function givenSites(
  { parameters: given = {} }: Given,
  { at, parameters }: SourcePlace,
  behind: DatasetBehind | undefined,
): readonly Site[] {
  const known = behind?.parameters.map(({ name }) => name);
  const place = (name: string) => below(at, 'parameters', name);
  return [
    ...(known
      ? Object.keys(given).map((name) => ({ is: 'name', at: place(name), name, known, what: 'parameter' }) as const)
      : []),
    ...expressionSites(
      Object.entries(given).map(([name, text]) => [place(name), text] as const),
      { parameters },
    ),
  ];
}

/** `$name` in what is given. */
export const givenReads: NonNullable<SourceType<Given>['reads']> = ({ parameters = {} }, { function: functions }) =>
  Object.values(parameters).flatMap((text) => dependenciesOf(parseExpression(text).node, functions).parameters);
