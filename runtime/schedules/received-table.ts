/** What others send one by the clock, and how to end it: a table of the page of schedules, and items of a viewer's menu. */
import { html, nothing } from 'lit';
import { ApiFailure } from '../data/api-client.js';
import { hrefs } from '../data/router.js';
import { errorText } from '../host/error-text.js';
import type { Host } from '../host/host.js';
import type { MenuItem } from '../ui/menu.js';
import { iconButton, tag } from '../ui/parts.js';
import { cycleWords } from './cycle-words.js';
import { comeBack, fetchReceived, leaveSchedule, type ReceivedRow, type SendableKind } from './schedule-client.js';

export interface ReceivedTable {
  readonly host: Host;
  readonly rows: readonly ReceivedRow[];
  /** One was left, or one came back. */
  changed(): void;
}

export function receivedTable({ host, rows, changed }: ReceivedTable) {
  const { i18n } = host;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const href = ({ kind, target }: ReceivedRow) => (kind === 'report' ? hrefs.report(target) : hrefs.dashboard(target));
  return html`<table>
    <thead>
      <tr>
        <th>${i18n.t('schedule.column.what')}</th>
        <th>${i18n.t('schedule.column.from')}</th>
        <th>${i18n.t('schedule.column.cycle')}</th>
        <th>${i18n.t('schedule.column.next')}</th>
        <th><span class="sr">${i18n.t('list.actions')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (each) =>
          html`<tr>
            <td class="who"><strong>${each.title}</strong><a class="sub" href=${href(each)}>${each.label}</a></td>
            <td data-label=${i18n.t('schedule.column.from')}>${each.owner.label ?? ''}</td>
            <td>
              ${cycleWords(i18n, each.cron)}${each.zone === own ? nothing : html` <span class="t3 zone">${each.zone}</span>`}
            </td>
            <td class="when">
              ${
                each.nextAt === null
                  ? tag(i18n.t(each.paused ? 'schedule.paused' : 'schedule.over'), 'grey')
                  : html`<time datetime=${each.nextAt}>${i18n.formats.dateTime(each.nextAt)}</time>`
              }
            </td>
            <td class="act">
              ${iconButton({ label: i18n.t('schedule.leaveNamed', { title: each.title }), icon: 'x', size: 'sm', run: () => void leave(host, each, changed) })}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Of one report or dashboard, for the menu over it. Nothing where it cannot be asked: the page of schedules tells why. */
export async function leaveItems(host: Host, kind: SendableKind, target: string): Promise<readonly MenuItem[]> {
  try {
    const { received } = await fetchReceived(host);
    return received
      .filter((each) => each.kind === kind && each.target === target)
      .map((each, index) => ({
        id: `leave-${each.id}`,
        label: host.i18n.t('schedule.leaveNamed', { title: each.title }),
        icon: 'x',
        line: index === 0,
        run: () => void leave(host, each, () => undefined),
      }));
  } catch (error) {
    if (error instanceof ApiFailure) return [];
    throw error;
  }
}

/** At once, with a way back: nothing is lost by it. */
async function leave(host: Host, { id, title }: ReceivedRow, changed: () => void): Promise<void> {
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      host.toasts.show({ text: errorText(host.i18n, error), tone: 'bad' });
      return false;
    } finally {
      changed();
    }
  };
  if (!(await attempt(() => leaveSchedule(host, id)))) return;
  host.toasts.show({
    text: host.i18n.t('schedule.leftIt', { title }),
    action: { label: host.i18n.t('common.undo'), run: () => void attempt(() => comeBack(host, id)) },
  });
}
