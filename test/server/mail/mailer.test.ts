import { expect } from 'chai';
import { isMailAddress } from '../../../server/mail/mail-address.js';
import { readFrom } from '../../../server/mail/mail-sender.js';
import { readMailUrl, type MailServer } from '../../../server/mail/mail-url.js';
import { createMailer, MailRefused, type MailMessage } from '../../../server/mail/mailer.js';
import { catchMails, type MailCatcher } from '../../helper/mail-catcher.js';

const message: MailMessage = {
  to: 'ann@trellis.example', subject: '销售月报', text: 'x', html: '<p>x</p>', messageId: 'a1@trellis.example', language: 'zh-CN',
  attachments: [{ fileName: 'ñ "报表"\r\n.csv', type: 'text/csv', bytes: Buffer.from('1') }],
}; // prettier-ignore

describe('mail/mailer', () => {
  let catcher: MailCatcher;
  before(async () => (catcher = await catchMails()));
  after(() => catcher.close());
  const mailer = () =>
    createMailer({ server: readMailUrl(catcher.url) as MailServer, from: 'CRM 报表 <crm@trellis.example>' });

  it('sends what it is given, heads and file names encoded', async () => {
    await mailer().send(message);
    const [mail] = catcher.mails;
    expect(mail!.subject).to.equal('销售月报');
    expect(mail!.heads.get('message-id')).to.equal('<a1@trellis.example>');
    expect(mail!.files.map(({ name }) => name)).to.deep.equal(['ñ "报表".csv']);
    expect(mail!.raw.split('\r\n\r\n')[0]).to.match(/^[\x20-\x7e\r\n\t]*$/);
  });

  it('refuses control characters in all that stands in the head, and sends nothing', async () => {
    const sent = catcher.mails.length;
    for (const changes of [
      { subject: 'a\r\nBcc: x@y.example' }, { subject: 'a\u2028b' }, { messageId: 'a\nb@x' }, { messageId: 'a b@x' }, { language: 'en\r\nX: y' },
      { to: 'a@b.example, c@d.example' }, { to: 'a@b.example\r\nBcc: c@d.example' }, { to: 'A <a@b.example>' }, { to: '"a b"@c.example' },
    ]) {
      const refused = await mailer().send({ ...message, ...changes }).then(() => undefined, (error: unknown) => error);
      expect(refused, JSON.stringify(changes)).to.be.instanceOf(MailRefused);
    } // prettier-ignore
    expect(catcher.mails.length).to.equal(sent);
  });

  it('tells what is final from what may be tried again', async () => {
    catcher.refused.add('gone@trellis.example');
    const error = async (changes: object) => mailer().send({ ...message, ...changes }).then(() => undefined, (each: unknown) => each); // prettier-ignore
    expect(await error({ to: 'gone@trellis.example' })).to.be.instanceOf(MailRefused);
    catcher.putOff = 1;
    expect(await error({}))
      .to.be.instanceOf(Error)
      .and.not.be.instanceOf(MailRefused);
    expect(await error({})).to.equal(undefined);
  });

  it('takes all settings of the connection from the address', () => {
    const base = { host: 'm.example', startTls: 'offered', verify: true, auth: undefined };
    expect(readMailUrl('smtp://m.example')).to.deep.equal({ ...base, port: 587, secure: false });
    expect(readMailUrl('smtps://u%40x:p%3Aw@m.example?verify=no')).to.deep.equal({ ...base, port: 465, secure: true, startTls: 'required', verify: false, auth: { user: 'u@x', pass: 'p:w' } }); // prettier-ignore
    expect(readMailUrl('smtp://m.example:25?tls=none')).to.include({ port: 25, startTls: 'none' });
    for (const wrong of [
      'mail',
      'http://m.example',
      'smtp://m.example/x',
      'smtp://m.example?pool=true',
      'smtp://m.example?tls=maybe',
      'smtps://m.example?tls=none',
      'smtp://%00:x@m.example',
      'smtp://m.example?verify=yes',
    ])
      expect(readMailUrl(wrong), wrong).to.have.property('problem');
  });

  it('knows an address, and the parts of a sender', () => {
    for (const good of ['a@b.example', 'a.b+c@d-e.example']) expect(isMailAddress(good), good).to.equal(true);
    for (const bad of [
      '',
      'a',
      'a@',
      '@b.example',
      'a@b..example',
      'a..b@c.example',
      'a@-b.example',
      'a b@c.example',
      `${'a'.repeat(65)}@b.example`,
    ])
      expect(isMailAddress(bad), bad).to.equal(false);
    expect(readFrom('CRM <crm@b.example>')).to.deep.equal({ name: 'CRM', address: 'crm@b.example' });
    expect(readFrom(' crm@b.example ')).to.deep.equal({ name: '', address: 'crm@b.example' });
  });
});
