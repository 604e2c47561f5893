/** The editor of a date range: words to pick (`last 30 days`), and two days of one's own unless only words are wanted. */
import { html, nothing, type TemplateResult } from 'lit';
import { parseRange, writeRange } from '../../metadata/query/date-ranges.js';
import type { Parameter } from '../../metadata/schema/parameter.js';
import type { Value } from '../../metadata/value.js';
import { createEditHost } from '../host/field-host.js';
import { dateEditor } from '../ui/field-parts.js';
import type { ParameterEditorOptions } from './parameter-editor.js';
import { parameterLabel, parameterField } from './parameter-field.js';
import { rangeText, usualRanges } from './range-words.js';

export function rangeEditor(parameter: Parameter, value: Value, options: ParameterEditorOptions): TemplateResult {
  const { fieldHost, onChange } = options;
  const stated = typeof value === 'string' ? value : '';
  const offered = parameter.options?.ranges ?? usualRanges;
  const own = [parameter.default, stated].filter(
    (text): text is string => typeof text === 'string' && isWord(text) && !offered.includes(text),
  );
  const words = [...new Set([...own, ...offered])];
  return html`<div class="ranges" role="radiogroup" aria-label=${parameterLabel(parameter, fieldHost)}>
      ${words.map(
        (text) =>
          html`<label class="range"
            ><input
              type="radio"
              name=${`range-${parameter.name}`}
              .checked=${text === stated}
              @change=${() => onChange(text)}
            />${rangeText(text, fieldHost)}</label
          >`,
      )}
    </div>
    ${parameter.widget === 'relative' ? nothing : ownDays(parameter, stated, options)}`;
}

/** `lastDays:30`, not two days. */
function isWord(text: string): boolean {
  const range = parseRange(text);
  return range !== undefined && 'relative' in range;
}

function ownDays(parameter: Parameter, stated: string, { host, fieldHost, onChange }: ParameterEditorOptions) {
  const range = parseRange(stated);
  const days = range && 'from' in range ? range : { from: null, to: null };
  const field = parameterField({ ...parameter, type: 'date' }, host);
  const editor = (end: 'from' | 'to') => {
    const edit = createEditHost(fieldHost, { place: 'form', label: fieldHost.t(`range.${end}`) });
    return dateEditor(days[end], field, edit, (next) => {
      const changed = { ...days, [end]: (next ?? null) as string | null };
      const isTurned = changed.from !== null && changed.to !== null && changed.from > changed.to;
      onChange(writeRange(isTurned ? { from: changed.to, to: changed.from } : changed));
    });
  };
  return html`<div class="two days">${editor('from')}${editor('to')}</div>`;
}
