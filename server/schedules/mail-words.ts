/** The words of a mail that carries a report, in its reader's language; as text, and as the same in HTML. */
import type { Language } from '../../metadata/value.js';

interface Words {
  readonly lead: string;
  readonly files: string;
  readonly open: string;
  readonly rows: string;
  readonly test: string;
  readonly why: string;
  readonly whyOutside: string;
  readonly leave: string;
}

const words: Readonly<Record<Language, Words>> = {
  en: {
    lead: '{title}, as of {time}.',
    files: 'Attached: {files}',
    open: 'Open it in the application:',
    rows: 'Rows: {rows}',
    test: 'This is a test to yourself; nobody else received it.',
    why: '{owner} has scheduled this for you. It shows what you may see.',
    whyOutside: '{owner} has scheduled this for you. It shows what {owner} may see.',
    leave: 'You no longer want it? Stop it here:',
  },
  'zh-CN': {
    lead: '{title}，截至 {time}。',
    files: '附件：{files}',
    open: '在系统中打开：',
    rows: '行数：{rows}',
    test: '这是发给您本人的测试邮件，其他人没有收到。',
    why: '由 {owner} 为您定期发送，内容为您有权查看的数据。',
    whyOutside: '由 {owner} 为您定期发送，内容为 {owner} 有权查看的数据。',
    leave: '不再需要？可在此停止接收：',
  },
  'zh-TW': {
    lead: '{title}，截至 {time}。',
    files: '附件：{files}',
    open: '在系統中開啟：',
    rows: '列數：{rows}',
    test: '這是寄給您本人的測試郵件，其他人並未收到。',
    why: '由 {owner} 為您定期寄送，內容為您有權檢視的資料。',
    whyOutside: '由 {owner} 為您定期寄送，內容為 {owner} 有權檢視的資料。',
    leave: '不再需要？可在此停止接收：',
  },
  es: {
    lead: '{title}, a fecha de {time}.',
    files: 'Adjuntos: {files}',
    open: 'Abrir en la aplicación:',
    rows: 'Filas: {rows}',
    test: 'Es una prueba para usted; nadie más la ha recibido.',
    why: '{owner} ha programado este envío para usted. Contiene lo que usted puede ver.',
    whyOutside: '{owner} ha programado este envío para usted. Contiene lo que {owner} puede ver.',
    leave: '¿Ya no lo quiere? Deje de recibirlo aquí:',
  },
};

export interface MailContent {
  readonly title: string;
  /** Wall clock of the schedule's zone with its name. */
  readonly time: string;
  readonly message: string | undefined;
  readonly files: readonly string[];
  readonly rows: number;
  readonly href: string | undefined;
  readonly owner: string;
  readonly outside: boolean;
  readonly test: boolean;
  /** Where its reader can leave. */
  readonly leave: string | undefined;
  /** Of the site: what it is called, and the colour of its links. */
  readonly site?: { readonly name: string; readonly accent?: string };
}

export function mailBody(language: string, content: MailContent): { readonly text: string; readonly html: string } {
  const own = Object.hasOwn(words, language) ? words[language as Language] : words.en;
  const { title, time, files, rows, owner, href } = content;
  const fill = (pattern: string) =>
    pattern.replace(/\{(\w+)\}/g, (_, name: string) => ({ title, time, owner, files: files.join(', '), rows: String(rows) })[name] ?? ''); // prettier-ignore
  const before = [
    fill(own.lead),
    ...(content.message ? [content.message.trim()] : []),
    fill(own.rows),
    ...(files.length > 0 ? [fill(own.files)] : []),
  ];
  const after = [content.test ? own.test : fill(content.outside ? own.whyOutside : own.why)];
  const { leave } = content;
  const linked = (words: string, to: string | undefined) => (to === undefined ? [] : [`${words}\n${to}`]);
  const text = [...before, ...linked(own.open, href), '-- ', ...after, ...linked(own.leave, leave)].join('\n\n');
  const accent = content.site?.accent ?? '#2f5bd0';
  const paragraph = (each: string, style = '') => `<p style="margin:0 0 12px${style}">${escapeHtml(each).replace(/\r?\n/g, '<br>')}</p>`; // prettier-ignore
  const link = (words: string, to: string | undefined, style = '') => to === undefined ? '' : `<p style="margin:0 0 12px${style}">${escapeHtml(words)}<br><a style="color:${accent}" href="${escapeHtml(to)}">${escapeHtml(to)}</a></p>`; // prettier-ignore
  const quiet = ';color:#5b6470;font-size:13px';
  const head = content.site ? `<p style="margin:0 0 16px;padding:0 0 8px;border-bottom:2px solid ${accent};font-weight:600;color:${accent}">${escapeHtml(content.site.name)}</p>` : ''; // prettier-ignore
  const html = `<!doctype html><html lang="${escapeHtml(language)}"><body style="font:15px/1.5 sans-serif">${head}${before
    .map((each) => paragraph(each))
    .join(
      '',
    )}${link(own.open, href)}${after.map((each) => paragraph(each, quiet)).join('')}${link(own.leave, leave, quiet)}</body></html>`;
  return { text: `${text}\n`, html };
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign]!);
