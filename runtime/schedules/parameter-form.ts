/** Parameters of a report or dashboard as fields of a form, outside its page: those of a schedule, of one recipient. */
import { html, nothing } from 'lit';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { GivenParameters } from '../../metadata/query/parameter-query.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { findDashboard, findReport } from '../dashboard/dashboard-document.js';
import { pageEvaluation } from '../dashboard/evaluation.js';
import { ChosenOptions, type Board } from '../dashboard/option-source.js';
import { parameterEditor } from '../dashboard/parameter-editor.js';
import { parameterWords } from '../dashboard/parameter-words.js';
import { isEmptyValue, withParameters } from '../dashboard/parameters.js';
import { learnNames } from '../dashboard/value-text.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { SendableKind } from './schedule-client.js';

export function boardOf({ app }: Pick<Host, 'app'>, kind: SendableKind, name: string): Board | undefined {
  const head = kind === 'report' ? findReport(app.document, name) : findDashboard(app.document, name);
  return head && { kind, name, declared: head.parameters ?? [] };
}

export const shownParameters = (board: Board | undefined): readonly Parameter[] =>
  (board?.declared ?? []).filter((parameter) => !parameter.hidden);

export class ParameterForm {
  readonly #chosen: ChosenOptions;

  constructor(
    private readonly host: Host,
    private readonly changed: () => void,
  ) {
    this.#chosen = new ChosenOptions(host, changed);
  }

  #stated(board: Board, given: GivenParameters): Readonly<Record<string, Value>> {
    const { registries, model } = this.host.app;
    const context = pageEvaluation(this.host);
    return resolveParameters(board.declared, given, context, registries.function, model.dictionaries).stated;
  }

  /** Required ones without a value. */
  missing(board: Board, given: GivenParameters): readonly Parameter[] {
    const stated = this.#stated(board, given);
    return board.declared.filter(({ name, required }) => required === true && isEmptyValue(stated[name]));
  }

  draw(board: Board, given: GivenParameters, change: (given: GivenParameters) => void) {
    const shown = shownParameters(board);
    if (shown.length === 0) return nothing;
    const { host } = this;
    const stated = this.#stated(board, given);
    void learnNames(board.declared, stated, host).then((found) => {
      if (found) this.changed();
    });
    return shown.map(
      (parameter) =>
        html`<div class="field">
          ${parameterEditor(parameter, {
            host,
            fieldHost: createFieldHost(host),
            board,
            given,
            stated,
            words: parameterWords(parameter, host, {
              stated,
              chosen: this.#chosen.of(board, parameter, given, stated),
            }),
            onChange: (value) => {
              const isDefault = isEmptyValue(value) && (parameter.default === undefined || parameter.required === true);
              change(withParameters(given, { [parameter.name]: isDefault ? undefined : value }));
            },
          })}
        </div>`,
    );
  }
}
