/** What a person keeps with a dashboard or report, on the server: parameters as last chosen, the own arrangement. */
import type { Layer } from '../../metadata/dashboard/layer.js';
import { ApiFailure } from '../data/api-client.js';
import type { Host } from '../host/host.js';
import { parameterQuery, type GivenParameters } from './parameters.js';

export interface Personal {
  readonly parameters: GivenParameters;
  readonly layer: Layer;
}

type Place = readonly [kind: 'dashboard' | 'report', name: string];

const pathOf = ([kind, name]: Place, part = ''): string => `/personal/${kind}/${encodeURIComponent(name)}${part}`;

export class DashboardMemory {
  /** As it stands on the server, so that the same is not sent twice. */
  #kept = '';

  constructor(private readonly host: Pick<Host, 'api'>) {}

  /** Nothing kept when it cannot be read: the page shows its defaults. */
  async read(place: Place): Promise<Personal> {
    try {
      const personal = await this.host.api.get<Personal>(pathOf(place));
      this.#kept = JSON.stringify(parameterQuery(personal.parameters));
      return personal;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return { parameters: {}, layer: [] };
    }
  }

  /** What a person chose in the query pane is there again next time, on any of their devices. */
  async keepParameters(place: Place, parameters: GivenParameters): Promise<void> {
    const text = JSON.stringify(parameterQuery(parameters));
    if (text === this.#kept) return;
    this.#kept = text;
    // When it fails the address still has them.
    await this.host.api.request('PUT', pathOf(place, '/parameters'), { body: { parameters } }).catch(() => undefined);
  }

  /** Throws ApiFailure. */
  async keepLayer(place: Place, layer: Layer): Promise<void> {
    await this.host.api.request('PUT', pathOf(place, '/layer'), { body: { layer } });
  }
}
