/** Builds what duplicates are found by, as a new or changed rule needs it. */
import { Type } from '@sinclair/typebox';
import type { JobType } from '../../../../metadata/contributions.js';
import { closed } from '../../../../metadata/schema/common.js';
import strings from './strings.json' with { type: 'json' };

export const payload = closed({
  /** Also of rules whose keys are there: puts right what a fault left. */
  all: Type.Optional(Type.Boolean()),
});

export const definition: JobType = {
  id: 'duplicateKeys',
  label: strings.label,
  icon: 'copy',
  payload,
};
