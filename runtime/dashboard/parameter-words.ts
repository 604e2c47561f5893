/** What is chosen, in words, with what is no longer offered struck. */
import { html } from 'lit';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { createFieldHost } from '../host/field-host.js';
import type { Host } from '../host/host.js';
import type { ChosenOption } from './option-source.js';
import { isEmptyValue } from './parameters.js';
import { parameterText } from './value-text.js';

export interface ParameterState {
  readonly stated: Readonly<Record<string, Value>>;
  readonly chosen: readonly ChosenOption[];
}

export function parameterWords(parameter: Parameter, host: Host, { stated, chosen }: ParameterState): unknown {
  const value = stated[parameter.name] ?? null;
  if (isEmptyValue(value)) return host.i18n.t('parameters.all');
  const text = parameterText(parameter, value, host, createFieldHost(host)) ?? '…';
  const lost = chosen.filter((option) => !option.available);
  if (lost.length === 0) return text;
  const words = host.i18n.t('options.lost');
  if (lost.length === chosen.length)
    return html`<span class="losts"
      ><span class="lost clip">${text}</span> <span class="lostword">${words}</span></span
    >`;
  const kept = chosen.filter((option) => option.available).map((option) => option.label);
  const gone = lost.map((option) => option.label).join(', ');
  return html`<span class="losts"
    ><span class="clip">${kept.join(', ')}, <span class="lost">${gone}</span></span>
    <span class="lostword">${words}</span></span
  >`;
}
