/** Printing by templates over HTTP. */
import { Type } from '@sinclair/typebox';
import type { DocumentValidator } from '../../metadata/document/validate.js';
import { Name, ULID_PATTERN } from '../../metadata/schema/common.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import type { Context } from '../context.js';
import { invalid, unprocessable } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { refuseTooMany } from '../jobs/own-orders.js';
import { listKept, openKept } from './kept-prints.js';
import { assertPrintable, printRecords, timeAtOnce, type Printed } from './print-records.js';
import { keptQuery, mostAtOnce, PreviewSchema, PrintSchema, templatesQuery, type PrintRequest } from './request.js';
import { findTemplate, offeredTemplates } from './templates.js';

export const printRoutes = (validator: DocumentValidator): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: '/print/templates',
    right: 'session',
    summary: 'The print templates for records of an entity, as the caller may use them.',
    query: templatesQuery,
    handler: async (context, { query }) => ({ templates: offeredTemplates(context, query['entity']!) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/print/files',
    right: 'session',
    summary: 'Files of prints that were kept with a record, as far as the caller may read what went into them.',
    query: keptQuery,
    handler: async (context, { query }) => ({ files: await listKept(context, query['entity']!, query['record']!) }),
  }),
  defineRoute({
    method: 'GET',
    path: '/print/files/:id',
    right: 'session',
    summary: 'The file of a print that was kept, or that a job made for the caller.',
    params: Type.Object({ id: Type.String({ pattern: ULID_PATTERN }) }),
    async handler(context, { params, client }) {
      const { bytes, fileName } = await openKept(context, params['id']!, client.address);
      return new Reply(200, { bytes, type: 'application/pdf', fileName });
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/print/preview',
    right: 'design',
    summary: 'What a print template that is being designed makes of records; nothing is kept.',
    body: PreviewSchema,
    bodyLimit: 2_000_000,
    async handler(context, { body, signal, client }) {
      const { template, ...request } = body;
      const problems = validator.validate(template);
      if (problems.length > 0) throw invalid(problems, 'DOCUMENT_INVALID');
      const draft = template as PrintTemplateDocument;
      return replyOf(
        await printRecords(context, draft, request, {
          address: client.address,
          timeoutMs: timeAtOnce,
          signal,
          isDraft: true,
        }),
      );
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/print/:template',
    right: 'session',
    summary: 'Records by a template as PDF, HTML or pictures of the first pages. More than 50 are a job: 202.',
    params: Type.Object({ template: Name }),
    body: PrintSchema,
    bodyLimit: 100_000,
    async handler(context, { params, body, signal, client }) {
      const template = findTemplate(context, params['template']!);
      if (body.ids.length > mostAtOnce)
        return new Reply(202, { json: await queue(context, template, body, client.address) });
      return replyOf(
        await printRecords(context, template, body, { address: client.address, timeoutMs: timeAtOnce, signal }),
      );
    },
  }),
];

function replyOf({ bytes, html, pictures, pages, fileName }: Printed): Reply {
  if (pictures) return new Reply(200, { json: { pages, pictures } });
  if (html !== undefined) {
    return new Reply(200, {
      bytes: Buffer.from(html, 'utf8'),
      type: 'text/html; charset=utf-8',
      fileName: `${fileName}.html`,
    });
  }
  return new Reply(200, { bytes: bytes!, type: 'application/pdf', fileName: `${fileName}.pdf` });
}

/** Refused at once where a right is missing; the job asks again when it runs. */
async function queue(context: Context, template: PrintTemplateDocument, request: PrintRequest, address: string) {
  if ((request.output ?? template.output ?? 'pdf') !== 'pdf') {
    throw unprocessable('PRINT_ONLY_PDF', 'So many records are printed as a PDF file only.', { path: 'output' });
  }
  await assertPrintable(context, template, request);
  await refuseTooMany(context, 'printRecords');
  const payload = {
    template: template.name,
    request: { ...request, language: request.language ?? context.principal.language },
    address,
  };
  const job = await context.jobs.enqueue({ type: 'printRecords', payload, principalId: context.principal.id });
  return { job, total: request.ids.length };
}
