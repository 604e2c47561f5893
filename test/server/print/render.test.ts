/** The task that makes files, in this process; that it can be stopped is asked of a real work process. */
import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pageGeometry } from '../../../metadata/print/geometry.js';
import { createWorkPool } from '../../../server/work/work-pool.js';
import { workerEntry } from '../../../server/work/worker-entry.js';
import { renderPrint, type RenderInput } from '../../../server/print/render/render.js';
import { quietLog } from '../../helper/databases.js';
import { isOwnMachine, watchOutbound } from '../../helper/outbound-watch.js';

const leaf = (value: unknown, text = String(value)) => ({ $: value, _: text });
const record = (name: string, count = 2) => ({
  $: 'r1',
  _: name,
  name: leaf(name),
  note: leaf('first\nsecond <b>'),
  rich: leaf('<p>bold <strong>here</strong></p><script>x</script>'),
  paid: leaf(null, ''),
  nothing: leaf(0, '0'),
  day: leaf('2026-03-01', '1 March'),
  at: leaf('2026-03-01T23:30:00.000Z', 'late'),
  customer: { $: null, _: '', name: leaf(null, '') },
  lines: Array.from({ length: count }, (_, i) => ({ $: `l${i}`, _: '', product: leaf(`Tea ${i + 1}`), amount: leaf(0.1 * (i + 1), 'x') })), // prettier-ignore
  tags: { $: ['a', 'b'], _: 'A, B', _each: ['A', 'B'] },
});

const input = (body: string, changes: Partial<RenderInput> = {}): RenderInput => ({
  output: 'pdf',
  page: pageGeometry(),
  body: { text: body, notes: {} },
  language: 'en',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  surroundings: { site: { title: 'Acme' }, user: { name: 'Ann' }, today: leaf('2026-03-01'), language: 'en' },
  documents: [record('Acme')],
  title: 'Letter',
  ...changes,
});
const shown = async (body: string, changes: Partial<RenderInput> = {}): Promise<string> => {
  const { html } = await renderPrint(input(body, { output: 'html', ...changes }));
  return /<article>(.*)<\/article>/s.exec(html!)![1]!;
};

describe('print/render', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'trellis-print-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  const read = async (bytes: Uint8Array, ...options: readonly string[]): Promise<string> => {
    const file = join(folder, 'file.pdf');
    await writeFile(file, bytes);
    return (await promisify(execFile)('pdftotext', [...options, file, '-'])).stdout;
  };

  const cases: readonly (readonly [template: string, text: string, changes?: Partial<RenderInput>])[] = [
    ['{{name}} {{nothing}}', 'Acme 0'],
    ['{{#if paid}}yes{{else if nothing}}zero{{else}}no{{/if}}{{#unless paid}} open{{/unless}}', 'no open'],
    ['{{#each lines as |line i|}}{{@number}}/{{i}} {{line.product}} {{../name}}{{#unless @last}}; {{/unless}}{{/each}}', '1/0 Tea 1 Acme; 2/1 Tea 2 Acme'],
    ['{{#each lines}}x{{else}}none{{/each}}', 'none', { documents: [record('Acme', 0)] }],
    ['{{#each lines}}{{#each ../lines}}{{product}}/{{../product}} {{/each}}{{/each}}', 'Tea 1/Tea 1 Tea 2/Tea 1 Tea 1/Tea 2 Tea 2/Tea 2 '],
    ['{{#with customer}}{{name}}{{else}}nobody{{/with}}', 'nobody'],
    ['{{#each tags}}[{{this}}]{{/each}} {{join tags " + "}} {{count tags}}', '[A][B] A + B 2'],
    ['{{eq name "Acme"}}{{ne name "x"}}{{gt nothing -1}}{{lt nothing 0}}{{and name paid}}', 'truetruetrue'],
    ['{{add 0.1 0.2}} {{subtract 1 0.9}} {{multiply 3 0.1}} {{divide 1 4}} {{divide 1 nothing}}', '0.3 0.1 0.3 0.25 '],
    ['{{number 1234.5 digits=2}} {{money 1234.5}} {{money 5 currency="USD"}} {{percent 0.125}}', '1,234.50 €1,234.50 $5.00 12.5%'],
    ['{{date day}} {{date day style="medium"}} {{time at}} {{date @today style="short"}}', 'March 1, 2026 Mar 1, 2026 Mar 2, 2026, 12:30 AM 3/1/26'],
    ['{{upper name}} {{lower name}} {{or paid name}}', 'ACME acme Acme'],
    ['{{choose en="Quote" zh-CN="报价单"}}', '报价单', { language: 'zh-CN' }],
    ['{{choose en="Quote" zh-CN="报价单"}}', 'Quote', { language: 'es' }],
    ['{{lines note}}', 'first<br>second &lt;b&gt;'],
    ['{{name}}', '&lt;img src=x&gt;', { documents: [record('<img src=x>')] }],
    ['{{@site.title}} {{@user.name}} {{@language}}', 'Acme Ann en'],
    ['{{address name=name street="1 Main St" city="Boston" country="US"}}', 'Acme<br>1 Main St<br>Boston<br>US'],
  ]; // prettier-ignore
  for (const [template, text, changes] of cases) {
    it(`fills ${template}`, async () => {
      expect((await shown(template, changes)).replaceAll('\u202f', ' ')).to.equal(text);
    });
  }

  it('keeps the format of formatted text and nothing that runs', async () => {
    expect(await shown('{{rich rich}}')).to.match(/^<p style="[^"]*">bold <strong style="[^"]*">here<\/strong><\/p>$/);
  });

  it('sums a field over rows in decimals, and shows masked ones as masked', async () => {
    const notes = { '1:6': { split: 1 } };
    expect(await shown('x', { body: { text: '{{sum lines.amount}}', notes } })).to.equal('0.3');
    const masked = { ...record('Acme'), lines: [{ $: 'l', _: '', amount: leaf('•••') }] };
    expect(await shown('x', { body: { text: '{{sum lines.amount}}', notes }, documents: [masked] })).to.equal('•••');
  });

  for (const text of [
    '{{lookup name "x"}}',
    '{{{name}}}',
    '{{> x}}',
    '{{#*inline "x"}}{{/inline}}',
    '{{#name}}{{/name}}',
  ]) {
    it(`refuses ${text} a second time, whatever was checked before`, async () => {
      const outcome = await renderPrint(input(text)).then(() => 'printed', (error: { code: string }) => error.code); // prettier-ignore
      expect(outcome).to.equal('TEMPLATE_REFUSED');
    });
  }

  for (const text of ['{{constructor}}', '{{name.constructor}}', '{{__proto__}}', '{{toString}}', '{{#each lines}}{{constructor.name}}{{/each}}']) {
    it(`shows nothing for ${text}`, async () => {
      expect(await shown(text).catch(() => '')).to.equal('');
    });
  } // prettier-ignore

  it('numbers the pages of each document by itself, in Chinese as well', async () => {
    const footer = { text: '<p>第 {{@page}} 页，共 {{@pages}} 页</p>', notes: {} };
    const body = '<p>{{name}} 尊敬的客户</p><p class="page">第二页</p>';
    const { bytes, pages } = await renderPrint(input(body, { footer, documents: [record('北京茶叶公司'), record('Łódź')] })); // prettier-ignore
    expect(pages).to.equal(4);
    const text = (await read(bytes!)).split('\f');
    expect(text[0]).to.include('北京茶叶公司 尊敬的客户').and.include('第 1 页，共 2 页');
    expect(text[1]).to.include('第二页').and.include('第 2 页，共 2 页');
    expect(text[2], 'a letter that the font lacks stays readable').to.include('Lódz').and.include('第 1 页，共 2 页');
    const { stdout } = await promisify(execFile)('pdffonts', [join(folder, 'file.pdf')]);
    expect(stdout).to.match(/NotoSansSC.*yes yes yes/);
  });

  it('fills a sheet of labels from the one that is named, and goes on to the next sheet', async () => {
    const labels = { columns: 3, rows: 8, width: 70, height: 37 };
    const documents = Array.from({ length: 5 }, (_, i) => record(`Label ${i + 1}`));
    const { bytes, pages } = await renderPrint(input('{{name}}', { page: pageGeometry({}, true), labels, start: 22, documents })); // prettier-ignore
    expect(pages).to.equal(2);
    const text = (await read(bytes!)).split('\f');
    expect(text[0]!.match(/Label \d/g)).to.deep.equal(['Label 1', 'Label 2', 'Label 3']);
    expect(text[1]!.match(/Label \d/g)).to.deep.equal(['Label 4', 'Label 5']);
  });

  it('prints the logo of the site in every output, else its name, and its accent', async () => {
    expect(await shown('{{logo height=9}}')).to.equal('Acme');
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 12"><rect width="60" height="12" fill="#0a7d5c"/></svg>';
    const logo = `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`;
    expect(await shown('{{logo height=9}}', { logo })).to.match(/^<img src="data:image\/png;base64,[\w+/=]+" style="height:9mm"?/);
    const { pictures } = await renderPrint(input('{{logo height=9}}', { output: 'pages', logo }));
    // 9 mm high, five times as wide.
    const high = (9 * 72) / 25.4;
    const [, width, height] = /<image [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(pictures![0]!)!;
    expect(Number(height)).to.be.closeTo(high, 0.1);
    expect(Number(width)).to.be.closeTo(high * 5, 0.5);
    const { bytes } = await renderPrint(input('{{logo width=40}}', { logo }));
    expect(Buffer.from(bytes!).includes('/Subtype /Image')).to.equal(true);
    const surroundings = { site: { title: 'Acme', accent: '#0a7d5c' } };
    expect(await shown('<p style="color: {{@site.accent}}">x</p>', { surroundings })).to.include('color:#0a7d5c');
    // What cannot be drawn leaves the name.
    expect(await shown('{{logo height=9}}', { logo: `data:image/svg+xml;base64,${Buffer.from('<svg').toString('base64')}` })).to.equal('Acme');
  }); // prettier-ignore

  it('draws bars and QR codes as vectors in every output, and names what it cannot draw', async () => {
    const body = '{{barcode name}} {{barcode "4006381333931" "ean13" height=9}} {{qr name width=30}} {{qr paid}}';
    const html = await shown(body);
    expect(html.match(/<svg /g)).to.have.length(3);
    expect(html).to.not.include('<img');
    const { pictures } = await renderPrint(input(body, { output: 'pages' }));
    expect(pictures![0]!.match(/<path /g)).to.have.length(3);
    // 30 mm of a QR code, quiet zone included: 21 + 8 modules.
    expect(pictures![0]).to.match(new RegExp(`h${(((30 * 72) / 25.4 / 29) * 7).toFixed(3).replace(/0+$/, '')}v`));
    const { bytes } = await renderPrint(input(body));
    expect(Buffer.from(bytes!).includes('/Subtype /Image')).to.equal(false);
    const failing = async (text: string) => {
      const error = await renderPrint(input(text)).then(() => undefined, (thrown: Error) => thrown); // prettier-ignore
      return error?.message;
    };
    expect(await failing('{{barcode name "ean8"}}')).to.equal('"barcode" cannot draw "Acme". This code has 8 digits and nothing else.'); // prettier-ignore
    expect(await failing('{{barcode name "aztec"}}')).to.match(
      /^"barcode" cannot draw "aztec"\. The types of bars are/,
    );
    expect(await shown('<img src="code:qr:1:1:"> <img src="code:ean8:10:10:eHg" alt="x">')).to.not.include('<svg');
  });

  it('opens no file and no address that a template or a record names (C8)', async () => {
    const reached = watchOutbound();
    const bad = `<img src="file:///etc/passwd"><img src="http://169.254.169.254/latest"><img src="//evil/x.png"><img src="/etc/passwd">
      <p style="background: url(http://169.254.169.254/x)">end</p><link rel="stylesheet" href="http://169.254.169.254/"><svg><image href="file:///etc/passwd"/></svg>`;
    const documents = [{ ...record('Acme'), rich: leaf(bad) }];
    const { bytes } = await renderPrint(input(`${bad}{{rich rich}}`, { documents }));
    const { html } = await renderPrint(input(`${bad}{{rich rich}}`, { documents, output: 'html' }));
    const text = await read(bytes!);
    expect(text.match(/end/g)).to.have.length(2);
    expect(`${text}${html}`).to.not.match(/root:|passwd|169\.254|evil/);
    expect(reached().filter((place) => !isOwnMachine(place))).to.deep.equal([]);
  });

  it('names what a template makes too much of, by its own count', async () => {
    const loops = `${Array.from({ length: 4 }, (_, i) => `{{#each ${'../'.repeat(i)}lines}}`).join('')}x${'{{/each}}'.repeat(4)}`;
    const outcome = await renderPrint(input(loops, { documents: [record('Acme', 40)] })).catch((error: Error & { code: string }) => error.code ?? error.stack); // prettier-ignore
    expect(outcome).to.equal('PRINT_TOO_LARGE');
  });

  it('is stopped in a work process when it takes too long, and the next one is printed', async function () {
    this.timeout(60_000);
    const work = createWorkPool({ entry: workerEntry(), source: { url: 'sqlite::memory:' }, log: quietLog(), size: 1 });
    try {
      const long = input(`<p>${'x'.repeat(150_000)}</p>`, { documents: Array.from({ length: 120 }, () => record('Acme')) }); // prettier-ignore
      const stopped = await work.run('print.render', long, { timeoutMs: 300 }).catch((error: { code: string }) => error.code); // prettier-ignore
      expect(stopped).to.equal('WORK_TIMEOUT');
      const next = await work.run<{ pages: number }>('print.render', input('{{name}}'), { timeoutMs: 30_000 });
      expect(next.pages).to.equal(1);
    } finally {
      await work.close();
    }
  });
});
