import { expect } from 'chai';
import { languages, type Language } from '../../../metadata/value.js';
import { cycleWords } from '../../../runtime/schedules/cycle-words.js';
import { formatMessage } from '../../../runtime/ui/message.js';
import { allStrings } from '../../helper/strings.js';

const words = (language: Language, cron: string) =>
  cycleWords({ language, t: (key: string, values = {}) => formatMessage(allStrings(language)[key]!, values, new Intl.PluralRules(language), String) } as never, cron); // prettier-ignore

describe('runtime/schedules/cycle-words', () => {
  for (const [cron, english, chinese, spanish] of [
    ['0 8 * * *', 'Every day at 08:00', '每天 08:00', 'Cada día a las 08:00'],
    ['30 7 * * 1-5', 'Monday to Friday at 07:30', '周一至周五 07:30', 'De lunes a viernes a las 07:30'],
    ['0 8 * * 1,0', 'Every Monday and Sunday at 08:00', '每逢星期一和星期日 08:00', 'Cada lunes y domingo a las 08:00'],
    ['0 8,17 15 * *', 'On day 15 of the month at 08:00 and 17:00', '每月 15 日 08:00和17:00', 'El día 15 del mes a las 08:00 y 17:00'],
    ['0 8 L 3,6 *', 'On the last day of the month at 08:00, in March and June', '三月和六月，每月最后一天 08:00', 'El último día del mes a las 08:00, en marzo y junio'],
    ['*/30 * * * *', 'Every day, every 30 minutes', '每天，每 30 分钟', 'Cada día, cada 30 minutos'],
    ['5 * * * *', 'Every day, every hour at minute 5', '每天，每小时第 5 分', 'Cada día, cada hora en el minuto 5'],
    ['*/30 8-17 1 * 1-5', 'On day 1 of the month or Monday to Friday, every 30 minutes, hours 8–17', '每月 1 日或周一至周五，8–17 点，每 30 分钟', 'El día 1 del mes o de lunes a viernes, cada 30 minutos, horas 8–17'],
    ['0 8 * * 1#2', 'Pattern 0 8 * * 1#2', '表达式 0 8 * * 1#2', 'Patrón 0 8 * * 1#2'],
  ] as const) {
    it(cron, () => {
      expect([words('en', cron), words('zh-CN', cron), words('es', cron)]).to.deep.equal([english, chinese, spanish]);
      for (const language of languages) expect(words(language, cron)).to.not.match(/[{}]|undefined/);
    });
  } // prettier-ignore
});
