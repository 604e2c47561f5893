/** Words for what became of runs and mails: the server tells codes. */
import type { I18n } from '../ui/i18n.js';
import type { ScheduleRow } from './schedule-client.js';

export function reasonWords(i18n: Pick<I18n, 't' | 'has'>, code: string): string {
  const key = `schedule.reason.${code}`;
  return i18n.has(key) ? i18n.t(key) : i18n.t('schedule.reason.other', { code });
}

/** Colour and word of a state; never one without the other. */
export function scheduleState(
  i18n: Pick<I18n, 't'>,
  schedule: ScheduleRow,
): { readonly text: string; readonly colour: string } {
  if (schedule.paused)
    return { text: i18n.t('schedule.paused'), colour: schedule.pauseReason === null ? 'grey' : 'amber' };
  if (schedule.nextAt === null) return { text: i18n.t('schedule.over'), colour: 'grey' };
  return { text: i18n.t('schedule.active'), colour: 'green' };
}
