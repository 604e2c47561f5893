/** What the design page finds in a text, before and after it is sent, in the language of whoever writes it. */
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../helper/browser.js';
import { withLivePages } from '../helper/live-page.js';

type Json = Record<string, unknown>;

describe('browser/design-language', function () {
  this.timeout(60_000);
  const pages = withLivePages();

  const editor = (page: Page): Locator => page.locator('td-json-editor .cm-content');
  const released = async (kind: string, name: string): Promise<Json> =>
    (await pages.admin.get(`/api/documents/${kind}/${name}?at=released`)).json.document as Json;
  const write = async (page: Page, value: unknown): Promise<void> => {
    await editor(page).click();
    await page.keyboard.press('Control+a');
    await editor(page).evaluate(
      (element, pasted) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      JSON.stringify(value, null, 2),
    );
  };
  /** A finding in the list at the side, by its sentence. */
  const finding = (page: Page, sentence: string | RegExp): Locator =>
    page.locator('td-problem-list').getByRole('button').filter({ hasText: sentence });
  const withField = (entity: Json, field: Json): Json => ({
    ...entity,
    fields: [...(entity['fields'] as Json[]), { id: 'f_rank', name: 'rank', label: 'Rank', ...field }],
  });
  /** The page has no menu of the person; the palette has. */
  const choose = async (page: Page, language: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill(language);
    await page.getByRole('option').filter({ hasText: language }).first().click();
  };

  it('tells what this browser finds and what the server finds in Chinese, and anew when the language changes', async () => {
    const entity = await released('entity', 'region');
    const page = await pages.open('/design/entity/region?as=text', { language: 'zh-CN' });
    await write(page, withField(entity, { type: 'integr', colour: 'red' }));
    await finding(page, /“fields › \d+ › type”必须是以下之一：.*您是指“integer”吗？/).waitFor();
    expect(await axeFindings(page)).to.deep.equal([]);

    await write(page, withField(entity, { type: 'lookup', options: { target: 'regoin' }, requiredIf: 'name + 1' }));
    await finding(page, '没有实体“regoin”。请选择已有的实体，或先添加。').waitFor();
    await finding(page, '“+”需要数字，而这是一段文本。文本用“&”连接。').waitFor();

    await choose(page, '繁體中文');
    await finding(page, '沒有實體「regoin」。請選擇已有的實體，或先新增。').waitFor();
    await write(page, withField(entity, { type: 'integr' }));
    await finding(page, /「fields › \d+ › type」必須是以下之一：.*您是指「integer」嗎？/).waitFor();
    await choose(page, 'Español');
    await finding(page, /«fields › \d+ › type» debe ser uno de .*¿Quiso decir «integer»\?/).waitFor();
    await choose(page, 'English');
    await finding(page, /"fields › \d+ › type" must be one of .*Did you mean "integer"\?/).waitFor();
  });

  it('tells what a chart of raw Vega-Lite may not do', async () => {
    const board = await released('dashboard', 'customer_activity');
    const page = await pages.open('/design/dashboard/customer_activity?as=text', { language: 'es' });
    const widgets = (board['widgets'] as Json[]).map((widget, index) =>
      index === 0 ? { ...widget, type: 'chart', options: { chart: 'vega', spec: { mark: 'image' } } } : widget,
    );
    await write(page, { ...board, widgets });
    await finding(page, '«image» no es una marca posible. Las imágenes se cargan de direcciones').waitFor();
  });

  it('loads the sentences of other languages with the design page only', async () => {
    const asked: string[] = [];
    const listen = (page: Page) => page.on('request', (request) => asked.push(request.url()));
    const page = await pages.open('/list/region', { language: 'zh-CN', first: listen });
    await page.getByRole('heading', { name: '区域', exact: true }).waitFor();
    const sentences = () => asked.filter((url) => /\/(shapes|charts)-\w+\.js$/.test(url));
    expect(sentences()).to.deep.equal([]);
    await page.goto(`${pages.live.address}/design/entity/region?as=text`);
    await editor(page).waitFor();
    expect(sentences()).to.have.length(2);
  });
});
