/** Reports and dashboards that may leave the site by themselves: in a mail, by a link. Rights are those of the context, now. */
import type { DashboardDocument } from '../../metadata/schema/dashboard.js';
import type { ReportDocument } from '../../metadata/schema/report.js';
import type { SendableKind } from '../../metadata/schema/schedule.js';
import type { Context } from '../context.js';
import { hasVisibleData } from '../records/app/screens.js';
import { Sight } from '../records/app/visible.js';

export type Sendable = ReportDocument | DashboardDocument;

/** Undefined for one that does not exist, and for one of which its reader may read nothing: it is not in their menu either. */
export function findSendable(context: Context, kind: SendableKind, name: string): Sendable | undefined {
  if (!context.access.has('report.run')) return undefined;
  const { model } = context.release;
  const document: Sendable | undefined = kind === 'report' ? model.find('report', name) : model.find('dashboard', name);
  if (!document) return undefined;
  const sight = new Sight(model, context.access, context.registries.function);
  return hasVisibleData(sight, document.datasets ?? [], context.registries) ? document : undefined;
}
