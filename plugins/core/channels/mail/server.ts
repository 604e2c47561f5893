import { getRecord, isMailAddress, type ChannelServer } from '../../../../server/api.js';

export const server: ChannelServer = {
  id: 'mail',
  problem: ({ mail }) => (mail ? undefined : 'MAIL_OFF'),
  isAddress: isMailAddress,
  /** Of the record, read by the system: where mails go is no matter of the sender's rights. */
  async addressOf(system, userId) {
    const email: unknown = (await getRecord(system, 'user', userId))['email'];
    return typeof email === 'string' && email !== '' ? email : undefined;
  },
  send: ({ mail }, { id, address, title, text, html, language, files, leave }) =>
    mail!.send({
      to: address,
      subject: title,
      text,
      html,
      language,
      messageId: id,
      attachments: files,
      ...(leave === undefined ? {} : { leave }),
    }),
};
