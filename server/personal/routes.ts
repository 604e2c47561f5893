/** What a person keeps with a dashboard or report: parameters as last chosen, the own arrangement of a dashboard. */
import { Type } from '@sinclair/typebox';
import { LayerSchema, type Layer } from '../../metadata/dashboard/layer.js';
import { resolveParameters } from '../../metadata/query/parameters.js';
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import { say } from '../../metadata/words.js';
import type { Context } from '../context.js';
import { badRequest, notFound, unprocessable } from '../errors.js';
import { defineRoute, Reply, type Route } from '../http/route.js';
import { parametersOf } from '../reports/datasets.js';
import { keepPersonal, readPersonal, type PersonalPlace } from './store.js';

const Kind = Type.Union([Type.Literal('dashboard'), Type.Literal('report')]);
const place = Type.Object({ kind: Kind, name: Type.String() });
const dashboardPlace = Type.Object({ kind: Type.Literal('dashboard'), name: Type.String() });
const closed = { additionalProperties: false } as const;
const Parameters = Type.Record(Type.String({ maxLength: 41 }), Type.Unknown());

function documentAt(context: Context, { kind, name }: PersonalPlace): DashboardDocument | ReportDocument {
  const document = context.release.model.find(kind, name);
  if (!document) throw notFound();
  return document;
}

const placeOf = (params: Readonly<Record<string, string>>): PersonalPlace => ({
  kind: params['kind'] as PersonalPlace['kind'],
  name: params['name']!,
});

/** Values that the present document still takes: it may have changed since they were kept. */
function stillTaken(context: Context, document: DashboardDocument | ReportDocument, kept: unknown) {
  const given = typeof kept === 'object' && kept !== null ? (kept as Readonly<Record<string, unknown>>) : {};
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => {
      const declared = (document.parameters ?? []).filter((parameter) => parameter.name === name);
      const { problems } = resolveParameters(
        declared,
        { [name]: value },
        context.evaluation,
        context.registries.function,
      );
      return problems.length === 0;
    }),
  );
}

/** A layer speaks of parts that the dashboard has, or had. */
function checkLayer(document: DashboardDocument | ReportDocument, layer: Layer): void {
  if (document.kind !== 'dashboard') throw notFound();
  const ids = new Set(document.widgets.map((widget) => widget.id));
  for (const [index, { path }] of layer.entries()) {
    const id = path.length === 3 ? path[1].id : undefined;
    if (id === undefined || ids.has(id)) continue;
    throw unprocessable('UNKNOWN_WIDGET', say`This dashboard has no part "${{ id }}".`, {
      path: `/layer/${index}/path`,
    });
  }
}

export const personalRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/personal/:kind/:name',
    right: 'session',
    summary: 'What the caller keeps with a dashboard or report: parameters and arrangement.',
    params: place,
    async handler(context, { params }) {
      const at = placeOf(params);
      const document = documentAt(context, at);
      const { parameters, layer } = await readPersonal(context, at);
      return { parameters: stillTaken(context, document, parameters), layer: Array.isArray(layer) ? layer : [] };
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/personal/:kind/:name/parameters',
    right: 'session',
    summary: 'Keeps the parameters chosen in a query pane; none forgets them.',
    params: place,
    body: Type.Object({ parameters: Parameters }, closed),
    async handler(context, { params, body }) {
      const at = placeOf(params);
      const document = documentAt(context, at);
      const hidden = (document.parameters ?? []).find(
        ({ name, hidden }) => hidden && Object.hasOwn(body.parameters, name),
      );
      if (hidden)
        throw badRequest('UNKNOWN_PARAMETER', say`"${{ hidden: hidden.name }}" is set by clicks and is not kept.`);
      parametersOf(context, document.parameters ?? [], body.parameters, { incomplete: true });
      const isNone = Object.keys(body.parameters).length === 0;
      await keepPersonal(context, at, 'parameters', isNone ? undefined : body.parameters);
      return new Reply(204, { empty: true });
    },
  }),
  defineRoute({
    method: 'PUT',
    path: '/personal/:kind/:name/layer',
    right: 'session',
    summary: 'Keeps the own arrangement of a dashboard, as operations over the published one; none goes back to it.',
    params: dashboardPlace,
    body: Type.Object({ layer: LayerSchema }, closed),
    async handler(context, { params, body }) {
      const at = placeOf(params);
      checkLayer(documentAt(context, at), body.layer);
      await keepPersonal(context, at, 'layer', body.layer.length === 0 ? undefined : body.layer);
      return new Reply(204, { empty: true });
    },
  }),
];
