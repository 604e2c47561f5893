/**
 * What parameters offer: values of dictionaries from the application, records and rows from the server. `ChosenOptions`
 * keeps the names of what is chosen and whether it is still offered; `readOptions` reads a page for a picker.
 */
import { asksServer, offeredCodes, widgetOf } from '../../metadata/query/parameter-options.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Scalar, Value } from '../../metadata/value.js';
import type { Host } from '../host/host.js';
import { asList, isEmptyValue, type GivenParameters } from './parameters.js';

export interface Option {
  readonly value: Scalar;
  readonly label: string;
  readonly parent?: string | null;
}
export type ChosenOption = Option & { readonly available: boolean };

export interface OptionsAnswer {
  readonly options: readonly Option[];
  readonly more: boolean;
  readonly chosen: readonly ChosenOption[];
}

/** The document whose parameters they are. */
export interface Board {
  readonly kind: 'dashboard' | 'report';
  readonly name: string;
  readonly declared: readonly Parameter[];
}

export interface OptionsRequest {
  readonly board: Board;
  readonly parameter: Parameter;
  readonly given: GivenParameters;
  /** As chosen, defaults filled in. */
  readonly stated: Readonly<Record<string, Value>>;
  readonly search?: string;
  readonly signal?: AbortSignal;
}

/** A page of options, and what of the chosen is among all of them. Throws ApiFailure. */
export async function readOptions(host: Host, request: OptionsRequest): Promise<OptionsAnswer> {
  const { board, parameter, given, search, signal } = request;
  if (!asksServer(parameter)) return dictionaryOptions(host, request);
  const path = `/${board.kind}s/${encodeURIComponent(board.name)}/options`;
  const body = { parameter: parameter.name, parameters: given, ...(search ? { search } : {}) };
  const answer = await host.api.post<OptionsAnswer>(path, body, signal ? { signal } : {});
  for (const { value, label } of [...answer.options, ...answer.chosen])
    host.app.references.set(nameKey(parameter, value), label);
  return answer;
}

function dictionaryOptions(host: Host, { parameter, stated, search = '' }: OptionsRequest): OptionsAnswer {
  const dictionary = host.app.model.dictionaries.get(parameter.options?.dictionary ?? '');
  if (!dictionary) return { options: [], more: false, chosen: [] };
  const offered = offeredCodes(parameter, dictionary, stated);
  const optionOf = (code: string): Option => {
    const value = dictionary.values.get(code);
    return { value: code, label: host.i18n.label(value?.label, code), parent: value?.parent ?? null };
  };
  const wanted = search.trim().toLocaleLowerCase();
  const options = offered.map(optionOf).filter((option) => option.label.toLocaleLowerCase().includes(wanted));
  const chosen = asList(stated[parameter.name] ?? null).map((code) => ({
    ...optionOf(String(code)),
    available: offered.includes(String(code)),
  }));
  return { options, more: false, chosen };
}

/** Records have one name everywhere; values of a dataset have it in their parameter. */
export function nameKey(parameter: Parameter, value: unknown): string {
  const { entity, dataset } = parameter.options ?? {};
  return entity !== undefined && parameter.options?.label === undefined
    ? String(value)
    : `${parameter.name}/${dataset ?? entity}/${String(value)}`;
}

/** Whether what is chosen must be looked at again when another parameter changes, or has names only the server knows. */
const isWatched = (parameter: Parameter): boolean =>
  asksServer(parameter) || (parameter.options?.dictionary !== undefined && !parameter.hidden);

/** Names of what is chosen, and what of it is no longer offered; asks once for each constellation. */
export class ChosenOptions {
  readonly #known = new Map<string, readonly ChosenOption[]>();

  constructor(
    private readonly host: Host,
    private readonly changed: () => void,
  ) {}

  /** What is known by now; the rest is asked for. */
  of(board: Board, parameter: Parameter, given: GivenParameters, stated: OptionsRequest['stated']): readonly ChosenOption[] {
    const value = stated[parameter.name] ?? null;
    if (isEmptyValue(value) || !isWatched(parameter)) return [];
    if (!asksServer(parameter)) return dictionaryOptions(this.host, { board, parameter, given, stated }).chosen;
    const above = (parameter.dependsOn ?? []).map((name) => stated[name] ?? null);
    const key = JSON.stringify([board.kind, board.name, parameter.name, value, above, this.host.i18n.language]);
    const known = this.#known.get(key);
    if (known) return known;
    this.#known.set(key, []);
    readOptions(this.host, { board, parameter, given, stated }).then(
      ({ chosen }) => {
        this.#known.set(key, chosen);
        this.changed();
      },
      // The pane works without names; the next constellation asks again.
      () => undefined,
    );
    return [];
  }
} // prettier-ignore

export interface TreeOption extends Option {
  readonly level: number;
}

/** Parents before their children, each with its depth; a flat list stays as it is. */
export function inTreeOrder(options: readonly Option[], parameter: Parameter): readonly TreeOption[] {
  if (widgetOf(parameter) !== 'tree') return options.map((option) => ({ ...option, level: 0 }));
  const known = new Set(options.map((option) => option.value));
  const below = new Map<unknown, Option[]>();
  for (const option of options) {
    const parent = option.parent !== null && known.has(option.parent ?? null) ? option.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), option]);
  }
  const walk = (parent: unknown, level: number): readonly TreeOption[] =>
    (below.get(parent) ?? []).flatMap((option) => [{ ...option, level }, ...walk(option.value, level + 1)]);
  return walk(null, 0);
}
