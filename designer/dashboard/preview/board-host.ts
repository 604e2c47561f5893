/**
 * The host that the runtime's own parts are shown with while they are designed: the application as the drafts would have it,
 * and rows by the document that is open instead of the one that is published. A part asks with only what it needs, so that
 * what is wrong elsewhere in the document does not stop it.
 */
import { parametersRead } from '../../../metadata/query/parameters.js';
import type { DashboardDocument, WidgetDocument } from '../../../metadata/schema/dashboard.js';
import type { ApiClient } from '../../../runtime/data/api-client.js';
import type { DashboardHead } from '../../../runtime/dashboard/dashboard-document.js';
import type { Host } from '../../../runtime/host/host.js';
import { ownDataset } from '../../../metadata/dashboard/own-query.js';
import { designHost } from '../../form/preview/design-host.js';
import type { DesignSession } from '../../session/design-session.js';
import { askedOf } from '../gestures/reach.js';

/** `board` gives the dashboard as it is now. */
export function boardHost({ host, model, registries }: Pick<DesignSession, 'host' | 'model' | 'registries'>, board: () => DashboardDocument | undefined): Host {
  const drafted = designHost(host, model);
  const post: ApiClient['post'] = (path, body, request) => {
    const document = board();
    const what = /^\/dashboards\/[^/]+\/(data|options)$/.exec(path)?.[1];
    if (!document || what === undefined) return drafted.api.post(path, body, request);
    const asked = body as { readonly widget?: string; readonly parameter?: string };
    const dashboard = what === 'data' ? sliceFor(document, asked.widget!, registries) : optionsSlice(document);
    return host.api.post(what === 'data' ? '/dashboards/preview' : '/dashboards/preview-options', { dashboard, ...asked }, request);
  };
  const api = new Proxy(drafted.api, {
    get(held, key) {
      if (key === 'post') return post;
      const value: unknown = Reflect.get(held, key, held);
      return typeof value === 'function' ? (value as () => unknown).bind(held) : value;
    },
  });
  return { ...drafted, api };
} // prettier-ignore

type Slice = Pick<DashboardDocument, 'name' | 'parameters' | 'datasets' | 'widgets'>;

/** Looks, places and clicks of a part change nothing of its rows, and may be half written. */
function sliceFor({ name, parameters, datasets, widgets }: DashboardDocument, id: string, registries: DesignSession['registries']): Slice {
  const widget = widgets.find((each) => each.id === id);
  const asked = widget ? askedOf({ registries })(widget) : [];
  const { label: _label, on: _on, tab: _tab, ...plain } = widget ?? {};
  return {
    name,
    ...(parameters ? { parameters } : {}),
    datasets: datasets.filter((each) => asked.includes(each.name)),
    widgets: widget ? [plain as WidgetDocument] : [],
  };
} // prettier-ignore

const optionsSlice = ({ name, parameters, datasets }: DashboardDocument): Slice => ({
  name,
  ...(parameters ? { parameters } : {}),
  datasets: datasets.filter((each) => parameters?.some(({ options }) => options?.dataset === each.name)),
  widgets: [],
});

/** The document as the page's own parts read it: datasets by name, with the parameters that each reads. */
export function headOf(
  board: DashboardDocument,
  { model, registries }: Pick<DesignSession, 'model' | 'registries'>,
): DashboardHead {
  const read = (source: object): readonly string[] => {
    try {
      return [...parametersRead(source, registries, board.parameters)];
    } catch {
      return [];
    }
  };
  const own = board.widgets.flatMap((widget) => {
    const query = queryOwn(widget, { model, registries });
    return query ? [{ name: ownDataset(widget.id), parameters: read(query) }] : [];
  });
  return { ...board, datasets: [...board.datasets.map(({ name, source }) => ({ name, parameters: read(source) })), ...own] }; // prettier-ignore
}

function queryOwn(widget: WidgetDocument, { model, registries }: Pick<DesignSession, 'model' | 'registries'>) {
  try {
    return registries.widget.find(widget.type)?.query?.(widget.options ?? {}, model, () => true);
  } catch {
    return undefined;
  }
}

/** What the rows of a part depend on: they are asked for again when it differs, and only then. */
export function rowsKey(board: DashboardDocument, widget: WidgetDocument, { model, registries }: Pick<DesignSession, 'model' | 'registries'>): string {
  const asked = askedOf({ registries })(widget);
  const plain = (board.parameters ?? []).map(({ label: _label, ...each }) => each);
  return JSON.stringify([
    widget.type, asked, board.datasets.filter(({ name }) => asked.includes(name)), queryOwn(widget, { model, registries }) ?? null, widget.drill ?? null, plain,
  ]);
} // prettier-ignore
