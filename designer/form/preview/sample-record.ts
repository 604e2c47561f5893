/** The record that a form is shown with while it is designed, or a new one: only looked at, never changed. */
import type { Registries } from '../../../metadata/contributions.js';
import type { Entity, Model } from '../../../metadata/model/model.js';
import type { RecordPage, WireRecord } from '../../../runtime/data/record.js';
import { labelOf } from '../../../runtime/data/search-references.js';
import { createFieldHost } from '../../../runtime/host/field-host.js';
import type { Host } from '../../../runtime/host/host.js';
import type { FormContext } from '../../../runtime/record/form-context.js';
import { createDefaults, createRules, initialValues } from '../../../runtime/record/open-record.js';
import { RecordDraft } from '../../../runtime/record/record-draft.js';
import { Rules } from '../../../runtime/record/rules.js';
import { recordPath } from '../../../runtime/record/save-record.js';
import type { ShownSample } from '../../session/shown-sample.js';
import { designHost, isReleased } from './design-host.js';

/** Conditions are shown beside a block, not by leaving it out: what cannot be seen cannot be moved. */
class OpenRules extends Rules {
  override isVisible(): boolean {
    return true;
  }
}

export interface Sample {
  readonly form: FormContext;
  /** With the conditions as they are. */
  readonly rules: Rules;
}

/** For whoever wants to say what holds of the record. */
export function shownSample({ form, rules }: Sample): ShownSample {
  const { draft, entity } = form;
  return {
    entity: entity.name,
    title: draft.base ? labelOf(draft.base, entity.nameFields) : '',
    verdict: (expression) => rules.verdict(entity, expression, draft.values),
  };
}

/** Reads a record; undefined without one. Throws ApiFailure. */
export async function readSample(host: Host, entity: string, id: string | undefined): Promise<WireRecord | undefined> {
  if (id === undefined || !isReleased(host, entity)) return undefined;
  return host.api.get<WireRecord>(recordPath(entity, id));
}

/** A record to begin with; undefined where there is none that may be read. */
export async function firstRecord(host: Host, entity: string): Promise<string | undefined> {
  if (!isReleased(host, entity) || !host.app.access(entity)?.read) return undefined;
  const page = await host.api.get<RecordPage>(`/records/${encodeURIComponent(entity)}`, { limit: 1 });
  return page.rows[0]?.id;
}

export interface SampleParts {
  readonly host: Host;
  readonly model: Model;
  readonly registries: Registries;
  readonly entity: Entity;
  readonly record: WireRecord | undefined;
}

/** A form's surroundings over the drafts. Values of a new record are those it would begin with. */
export async function sampleForm({ host, model, registries, entity, record }: SampleParts): Promise<Sample> {
  await host.app.ensureFunctions();
  const drafted = designHost(host, model);
  const { context } = createRules(host).surroundings;
  const surroundings = { model, functions: registries.function, context };
  const rules = new Rules(surroundings);
  const draft = record ? new RecordDraft(record) : new RecordDraft(undefined, await valuesOf(drafted, rules, entity));
  const nothing = (): void => undefined;
  const form: FormContext = {
    host: drafted,
    entity,
    draft,
    rules: new OpenRules(surroundings),
    mayUpdate: true,
    fieldHost: createFieldHost(drafted, draft.values),
    errors: new Map(),
    set: nothing,
    setCell: nothing,
    addRow: nothing,
    refuse: nothing,
  };
  return { form, rules };
}

function valuesOf(host: Host, rules: Rules, entity: Entity) {
  return initialValues(host, { entity, ...createDefaults(host, rules, entity), query: {} });
}
