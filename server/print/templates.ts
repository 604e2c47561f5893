/** The templates there are for records of an entity, as their reader may use them. */
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { labelText } from '../../metadata/value.js';
import type { Context } from '../context.js';
import { ApiError, notFound } from '../errors.js';
import { entityToRead } from '../records/entity.js';
import { planTemplate } from './plan-template.js';
import { forbiddenPaths } from './read-data.js';

export interface OfferedTemplate {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly mode: 'each' | 'list';
  /** Columns and rows of a sheet of labels, and the one that is filled first. */
  readonly labels?: { readonly columns: number; readonly rows: number; readonly start: number };
  /** May be kept with the record, and is unless somebody says otherwise. */
  readonly archive?: boolean;
  /** Why it cannot be printed: it reads fields that are hidden from the reader, or is broken. */
  readonly lacks?: 'fields' | 'broken';
}

export function findTemplate(context: Context, name: string): PrintTemplateDocument {
  const template = context.release.model.find('print_template', name);
  if (!template) throw notFound();
  entityToRead(context, template.entity);
  return template;
}

/** None for those who may not print records of the entity. */
export function offeredTemplates(context: Context, name: string): readonly OfferedTemplate[] {
  const entity = entityToRead(context, name);
  if (!context.access.mayEver('print', entity.name)) return [];
  return context.release.model
    .list('print_template')
    .filter((template) => template.entity === name)
    .sort((a, b) => (a.position ?? 500) - (b.position ?? 500) || (a.name < b.name ? -1 : 1))
    .map((template) => offered(context, template));
}

function offered(context: Context, template: PrintTemplateDocument): OfferedTemplate {
  const { language } = context.principal;
  const { name, label, description, mode = 'each', labels, envelope } = template;
  const lacks = lacking(context, template);
  return {
    name,
    label: labelText(label, language, name),
    ...(description ? { description: labelText(description, language) } : {}),
    mode,
    ...(labels ? { labels: { columns: labels.columns, rows: labels.rows, start: labels.start ?? 1 } } : {}),
    ...(labels || envelope || mode === 'list' ? {} : { archive: template.archive ?? false }),
    ...(lacks ? { lacks } : {}),
  };
}

function lacking(context: Context, template: PrintTemplateDocument): OfferedTemplate['lacks'] {
  try {
    const { needs } = planTemplate(template, context.release.model, context.principal.language);
    return forbiddenPaths(context, needs).length > 0 ? 'fields' : undefined;
  } catch (error) {
    if (error instanceof ApiError) return 'broken';
    throw error;
  }
}
