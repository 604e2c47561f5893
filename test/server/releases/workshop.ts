/** A release workshop over a database: store, drafts and publisher with the small registries of test/metadata/document. */
import type { Registries } from '../../../metadata/contributions.js';
import { createDocumentValidator } from '../../../metadata/document/validate.js';
import type { FeatureRight } from '../../../metadata/schema/app.js';
import type { Document } from '../../../metadata/schema/kinds.js';
import type { Clock, Context } from '../../../server/context.js';
import type { Database } from '../../../server/database/database.js';
import type { LiveEvent } from '../../../server/http/events.js';
import { createIds } from '../../../server/ids.js';
import { createAjvChecker } from '../../../server/releases/ajv-checker.js';
import { createDrafts, type DraftService } from '../../../server/releases/drafts.js';
import type { Failpoint } from '../../../server/releases/failpoint.js';
import {
  createPublisher,
  type Publisher,
  type PublisherTools,
  type PublishRequest,
} from '../../../server/releases/publish.js';
import { openReleaseStore, type ReleaseStore } from '../../../server/releases/store.js';
import { createTestRegistries } from '../../metadata/document/registries.js';

export interface Workshop {
  readonly database: Database;
  readonly registries: Registries;
  readonly tools: PublisherTools;
  readonly store: ReleaseStore;
  readonly publisher: Publisher;
  readonly drafts: DraftService;
  readonly events: LiveEvent[];
  /** Publishes this set of documents as it is. */
  publish(documents: readonly Document[], request?: PublishRequest): Promise<number>;
  /** The context of a person with these rights. */
  context(user: string, rights?: readonly FeatureRight[]): Context;
  newId(): string;
}

export async function openWorkshop(
  database: Database,
  failpoint?: Failpoint,
  registries: Registries = createTestRegistries(),
  clock: Clock = { now: () => new Date() },
): Promise<Workshop> {
  const newId = createIds(clock);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const store = await openReleaseStore(database, registries);
  const validator = createDocumentValidator(registries, createAjvChecker());
  const events: LiveEvent[] = [];
  const hub = { publish: (event: LiveEvent) => void events.push(event), subscribe: () => () => undefined };
  const fold = (text: string) => text.toLowerCase();
  const tools: PublisherTools = {
    database, registries, clock, log, fold, newId, releases: store, validator, events: hub,
    ...(failpoint ? { failpoint } : {}),
  }; // prettier-ignore
  const publisher = createPublisher(tools);
  return {
    database,
    registries,
    tools,
    store,
    publisher,
    drafts: createDrafts(store, validator),
    events,
    newId,
    publish: async (documents, request = {}) => (await publisher.publish(async () => ({ documents }), request)).number,
    context: (user, rights = ['design']) =>
      ({
        database,
        registries,
        clock,
        log,
        newId,
        principal: { id: user },
        access: { has: (right: FeatureRight) => rights.includes(right) },
      }) as unknown as Context,
  };
}

/** A row of a record table with what every record has. */
export function recordRow(id: string, values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = new Date().toISOString();
  return { id, version: 1, created_at: at, updated_at: at, ...values };
}
