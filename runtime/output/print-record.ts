/**
 * A record on paper: its key facts, then every tab of its form one below the other, as the person sees them: fields that
 * show, sub-tables, and the related lists that may be printed too.
 */
import { html, nothing } from 'lit';
import type { Entity } from '../../metadata/model/model.js';
import { isEmpty, readPath, type WireRecord } from '../data/record.js';
import { hrefs } from '../data/router.js';
import { labelOf } from '../data/search-references.js';
import { createFieldHost } from '../host/field-host.js';
import { formOf } from '../record/form-of.js';
import type { FormContext } from '../record/form-context.js';
import { createRules } from '../record/open-record.js';
import { RecordDraft } from '../record/record-draft.js';
import { recordTabs } from '../record/record-tabs.js';
import { printSection, type Printing } from './print-form.js';
import { loadRelated } from './print-related.js';
import { paragraph, printedBy, type PrintDesk, type PrintSheet } from './print-sheet.js';

export async function loadRecordSheet(desk: PrintDesk, entity: Entity, id: string): Promise<PrintSheet> {
  const { host } = desk;
  const path = `/records/${encodeURIComponent(entity.name)}/${encodeURIComponent(id)}/print`;
  const [record] = await Promise.all([host.api.post<WireRecord>(path, undefined), host.app.ensureFunctions()]);
  const draft = new RecordDraft(record);
  const rules = createRules(host);
  const document = formOf(host, entity.name, 'detail');
  const fieldHost = createFieldHost(host, draft.values);
  const form: FormContext = {
    ...{ host, entity, draft, rules, fieldHost },
    mayUpdate: false,
    errors: new Map(),
    set: () => undefined,
    setCell: () => undefined,
    addRow: () => undefined,
    refuse: () => undefined,
  };
  const tabs = recordTabs({
    host,
    entity,
    document,
    draft,
    rules,
    errors: form.errors,
    history: false,
    activities: true,
  });
  const nodes = tabs.flatMap((tab) => tab.nodes);
  const related = await loadRelated(desk, entity, record, nodes);
  const printing: Printing = { ...desk, fieldHost, form, related };
  const name = labelOf(record, entity.nameFields);
  const kind = host.i18n.label(entity.label, entity.name);
  const title = name === id ? kind : name;
  return {
    title,
    back: hrefs.record(entity.name, id),
    isWide: false,
    content: html`<header>
        <p class="kind">${kind}</p>
        <h1>${title}</h1>
        ${facts(
          printing,
          (document?.facts ?? []).map((fact) => fact.path),
        )}
        ${paragraph(printedBy(desk))}
      </header>
      ${tabs.map((tab) => printSection({ label: tabs.length > 1 ? tab.label : '', isTab: true, nodes: tab.nodes }, printing))}`,
  };
}

function facts({ host, form, fieldHost }: Printing, paths: readonly string[]) {
  const shown = paths.flatMap((path) => {
    const found = host.app.path(form.entity.name, path);
    const value = readPath(form.draft.values, path);
    if (!found || isEmpty(value)) return [];
    const view = host.fields.get(found.field.type.id);
    const text = host.app.fieldClass(found.field) === 'mask' ? String(value) : view.text(value, found.field, fieldHost);
    return [[host.i18n.label(found.field.label, found.field.name), text] as const];
  });
  if (shown.length === 0) return nothing;
  return html`<dl class="facts">
    ${shown.map(
      ([label, text]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}
