/** Parameters of a report as its reader states them in the query pane: defaults, what is missing, what is remembered. */
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import type { ReportHead } from '../dashboard/dashboard-document.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import { isEmptyValue, withParameters, type GivenParameters } from '../dashboard/parameters.js';
import type { Host } from '../host/host.js';

export type Stated = Readonly<Record<string, Value>>;

/** As chosen, defaults filled in. */
export function statedParameters(host: Host, { parameters = [] }: ReportHead, given: GivenParameters): Stated {
  const { registries, model } = host.app;
  return resolveParameters(parameters, given, pageEvaluation(host), registries.function, model.dictionaries).stated;
}

/** Names of required ones without a value. */
export const missingParameters = ({ parameters = [] }: ReportHead, stated: Stated): readonly string[] =>
  parameters.filter(({ name, required }) => required && isEmptyValue(stated[name])).map(({ name }) => name);

/** What is emptied has its default again, or no value where it may do without one. */
export function drafted(draft: GivenParameters, parameter: Parameter, value: Value): GivenParameters {
  const isDefault = isEmptyValue(value) && (parameter.default === undefined || parameter.required === true);
  return withParameters(draft, { [parameter.name]: isDefault ? undefined : value });
}

/** What a person is given again next time: not what only a click sets. */
export function remembered({ parameters = [] }: ReportHead, given: GivenParameters): GivenParameters {
  const hidden = new Set(parameters.flatMap(({ name, hidden }) => (hidden ? [name] : [])));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !hidden.has(name)));
}
