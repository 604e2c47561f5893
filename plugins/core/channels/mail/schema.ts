/** Mail, by the one server of TRELLIS_MAIL_URL. */
import type { ChannelType } from '../../../../metadata/contributions.js';

export const definition: ChannelType = {
  id: 'mail',
  label: { en: 'Mail', 'zh-CN': '邮件', 'zh-TW': '郵件', es: 'Correo' },
  icon: 'mail',
  outside: true,
};
