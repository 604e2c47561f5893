/**
 * Records on paper by a template:
 *
 *   may print? -> plan (what the template reads) -> data through the gate -> work process -> file, kept, told
 *
 * Nothing is printed when one field of the template may not be read, or one record is not there.
 */
import { actingOn } from '../../metadata/access/acting-on.js';
import { pageGeometry } from '../../metadata/print/geometry.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { accentColours } from '../../metadata/theme/accent.js';
import { activeTheme } from '../../metadata/theme/active-theme.js';
import { pictureFault } from '../../metadata/theme/picture.js';
import { labelText } from '../../metadata/value.js';
import { say } from '../../metadata/words.js';
import { recordEvent } from '../access/audit.js';
import type { Context } from '../context.js';
import type { Transaction } from '../database/database.js';
import { ApiError, notFound, unprocessable } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { notAllowed } from '../records/write/reach.js';
import { keepPrints } from './kept-prints.js';
import { planTemplate, type TemplatePlan } from './plan-template.js';
import { readData, readIds, refuseForbidden, type Seen } from './read-data.js';
import type { Rendered, RenderInput } from './render/render.js';
import type { PrintRequest } from './request.js';

export interface PrintRun {
  /** Of the caller, for the security event. */
  readonly address: string;
  /** Milliseconds that laying out may take. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  progress?(done: number, total: number): void;
  /** A draft that is only looked at: no event, nothing kept. */
  readonly isDraft?: boolean;
}

export const timeAtOnce = 20_000;
export const timeInJob = 180_000;

export interface Printed extends Rendered {
  readonly seen: Seen;
  readonly plan: TemplatePlan;
}

/** What is asked for before anything is read: throws 403 for a right or a field, 422 for a template that is broken. */
function begin(context: Context, template: PrintTemplateDocument, request: PrintRequest) {
  const entity = entityToRead(context, template.entity);
  if (!context.access.mayEver('print', entity.name)) throw notAllowed(entity, 'print');
  if (request.archive) refuseArchive(template);
  const language = request.language ?? context.principal.language;
  const plan = planTemplate(template, context.release.model, language);
  refuseForbidden(context, plan.needs);
  const narrowed: Context = { ...context, access: actingOn(context.access, 'print', entity.name) };
  return { entity, language, plan, narrowed };
}

/** The same questions for a job that is about to be ordered: all records are there and may be printed. */
export async function assertPrintable(
  context: Context,
  template: PrintTemplateDocument,
  request: PrintRequest,
): Promise<void> {
  const { entity, narrowed } = begin(context, template, request);
  const found = await readIds(narrowed, entity.name, request.ids);
  const missing = request.ids.filter((id) => !found.has(id));
  if (missing.length > 0) throw await refusal(context, entity.name, missing);
}

/** 404 as for any record that may not be seen, 403 for what may be seen and not printed. */
export async function printRecords(
  context: Context,
  template: PrintTemplateDocument,
  request: PrintRequest,
  run: PrintRun,
): Promise<Printed> {
  const { ids, archive = false } = request;
  const { entity, language, plan, narrowed } = begin(context, template, request);
  const seen: Seen = new Map();
  const found = await readData(narrowed, plan.needs, ids, {
    language,
    seen,
    ...(run.signal ? { signal: run.signal } : {}),
    progress: (done) => run.progress?.(done, ids.length),
  });
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length > 0) throw await refusal(context, entity.name, missing);
  const records = ids.map((id) => found.get(id)!);
  const input = inputOf(
    context,
    template,
    { plan, request, language },
    template.mode === 'list' ? [{ records }] : records,
  );
  const rendered = await render(context, input, run);
  if (!run.isDraft) {
    const kept = archive ? await keepPrints(context, { template, plan, ids, rendered, seen }) : undefined;
    await context.database.write(async (transaction) => {
      await kept?.(transaction);
      await tell(context, transaction, template, request, run);
    });
    // Timelines of these records have it at once.
    if (kept) for (const id of ids) context.events.publish({ type: 'record', entity: entity.name, id, data: { action: 'printed' } }); // prettier-ignore
  }
  return { ...rendered, seen, plan };
}

function refuseArchive(template: PrintTemplateDocument): void {
  if (!template.labels && !template.envelope && template.mode !== 'list') return;
  throw unprocessable('PRINT_NOT_KEPT', 'Lists, labels and envelopes are not kept with records: only what is printed for one record each.', { path: 'archive' }); // prettier-ignore
}

/** Whether all that is missing may at least be seen. */
async function refusal(context: Context, entity: string, missing: readonly string[]): Promise<ApiError> {
  const seen = await readIds(context, entity, missing);
  return missing.every((id) => seen.has(id)) ? notAllowed(entityToRead(context, entity), 'print') : notFound();
}

/** Of headings where the site has no accent of its own. */
const inkOfPaper = '#1f3a5f';

function inputOf(
  context: Context,
  template: PrintTemplateDocument,
  {
    plan,
    request,
    language,
  }: { readonly plan: TemplatePlan; readonly request: PrintRequest; readonly language: string },
  documents: readonly unknown[],
): RenderInput {
  const { start } = request;
  const { settings } = context.release.model;
  const theme = activeTheme(context.release.model);
  const logo = theme?.logo?.light ?? theme?.smallLogo?.light;
  const { page, labels, envelope } = template;
  const today = context.evaluation.today();
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(today));
  return {
    output: request.output ?? template.output ?? 'pdf',
    page: pageGeometry(page, labels !== undefined || envelope !== undefined),
    ...(labels ? { labels } : {}),
    ...(start === undefined ? {} : { start }),
    ...(envelope ? { envelope } : {}),
    body: plan.body,
    ...(plan.header ? { header: plan.header } : {}),
    ...(plan.footer ? { footer: plan.footer } : {}),
    ...(plan.fileName ? { fileName: plan.fileName } : {}),
    language,
    timeZone: settings.timeZone,
    currency: settings.currency,
    surroundings: {
      site: {
        title: labelText(theme?.title ?? settings.title, language),
        currency: settings.currency,
        accent: theme?.accent === undefined ? inkOfPaper : accentColours(theme.accent, 'light').text,
      },
      user: { name: context.principal.name },
      today: { $: today, _: written },
      language,
    },
    ...(logo === undefined || pictureFault(logo) ? {} : { logo }),
    documents,
    title: labelText(template.label, language, template.name),
    ...(request.archive ? { separate: true } : {}),
  };
}

/** What stops a template is named for its author; the server goes on. */
async function render(context: Context, input: RenderInput, { timeoutMs, signal }: PrintRun): Promise<Rendered> {
  try {
    const userId = context.principal.id;
    return await context.work.run<Rendered>('print.render', input, {
      timeoutMs,
      userId,
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'WORK_TIMEOUT') {
      throw unprocessable('PRINT_TIMEOUT', say`Laying this out took longer than ${{ seconds: Math.round(timeoutMs / 1000) }} s and was stopped. Print fewer records, or have the loops of the template looked at.`); // prettier-ignore
    }
    if (error.code === 'WORK_FAILED') {
      throw unprocessable('PRINT_MEMORY', 'Laying this out needed too much memory and was stopped. Print fewer records, or have the loops of the template looked at.'); // prettier-ignore
    }
    throw error;
  }
}

/** One line of the audit for each printing, in one transaction with what is kept. */
async function tell(
  context: Context,
  transaction: Transaction,
  template: PrintTemplateDocument,
  { ids, output = 'pdf', archive }: PrintRequest,
  { address }: PrintRun,
): Promise<void> {
  const data = {
    entity: template.entity,
    template: template.name,
    output,
    count: ids.length,
    ids: ids.slice(0, 50),
    ...(archive ? { kept: true } : {}),
  };
  await recordEvent(context, transaction, { type: 'records.printed', userId: context.principal.id, address, data });
}
