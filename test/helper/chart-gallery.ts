/**
 * A page of all charts by their examples, drawn by the browser as on a dashboard, for looking at them:
 *
 *     node --import tsx test/helper/chart-gallery.ts <folder> [chart ...]
 *
 * writes `<width>-<theme>-<language>-<part>.png` for 1440 and 390 pixels, light and dark, English and Chinese.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.mjs';
import type { ChartInput } from '../../metadata/contributions.js';
import { darkTheme, lightTheme } from './chart-theme.js';
import { chartFolders, inputFor } from './charts.js';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

/** Variants besides the examples. */
const more: readonly Readonly<Record<string, unknown>>[] = [
  { chart: 'column', x: 'month', y: ['amt'], series: 'region' },
  { chart: 'column', x: 'month', y: ['amt'], series: 'region', stack: 'sum', figures: true },
  { chart: 'column', x: 'month', y: ['amt'], series: 'region', stack: 'share' },
  {
    chart: 'column',
    x: 'customer',
    y: ['amt'],
    top: 6,
    target: 70_000,
    reference: [{ at: 'average' }, { at: 'median' }],
  },
  { chart: 'line', x: 'month', y: ['amt'], compare: 'before', figures: true },
  { chart: 'area', x: 'month', y: ['amt'], compare: 'before', target: 90_000 },
  { chart: 'area', x: 'month', y: ['amt'], series: 'region', stack: 'share' },
  { chart: 'map', map: 'us_states', x: 'country', y: ['amt'] },
];

/** Height of a picture. */
const PIECE = 1300;

export interface GallerySize {
  readonly width: number;
  readonly height: number;
}

/** The program of the page: `draw(element, spec, locale)` with the product's own drawing. */
async function drawingProgram(): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import { drawChart } from './runtime/chart/draw-chart.ts';
        globalThis.draw = (element, spec, locale) => drawChart(element, spec, { locale });`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  return result.outputFiles[0]!.text;
}

const mapFiles: Readonly<Record<string, string>> = {
  countries: 'world-atlas/countries-110m.json',
  us_states: 'us-atlas/states-albers-10m.json',
};

function inputs(
  dark: boolean,
  locale: string,
  { width, height }: GallerySize,
  only: readonly string[],
): readonly ChartInput[] {
  const examples = [...chartFolders.map((each) => each.example), ...more];
  return examples
    .filter((options) => only.length === 0 || only.includes(String(options['chart'])))
    .map((options) => {
      const type = chartFolders.find((each) => each.name === options['chart'])!.definition;
      const map = type.shapes?.(options);
      const states = { TX: 245_000, CA: 230_000, NY: 128_000, 'US-WA': 106_000, FL: 30_000, XX: 5_000 };
      return inputFor(type, options, {
        theme: dark ? darkTheme : lightTheme,
        locale,
        today: '2026-11-21',
        ...(type.listed ? { width: 168, height: 168 } : { width, height }),
        ...(map === undefined
          ? {}
          : { shapes: JSON.parse(readFileSync(require.resolve(mapFiles[map]!), 'utf8')) as unknown }),
        ...(map === 'us_states' ? { rows: Object.entries(states).map(([country, amt]) => ({ country, amt })) } : {}),
      });
    });
}

async function drawPage(page: Page, list: readonly ChartInput[]): Promise<void> {
  const cards = list.map((input) => {
    const type = chartFolders.find((each) => each.name === input.options['chart'])!.definition;
    return {
      title: `${type.id} ${JSON.stringify(input.options).replaceAll('"', '').slice(0, 90)}`,
      spec: type.compile(input),
      legend: type.legend?.(input) ?? [],
      notes: type.notes?.(input) ?? [],
      sentence: type.describe(input),
      locale: input.locale,
      width: input.width,
      height: input.height,
    };
  });
  await page.evaluate(async (all) => {
    const { draw } = globalThis as unknown as {
      draw(element: HTMLElement, spec: unknown, locale: string): Promise<unknown>;
    };
    for (const card of all) {
      const box = document.createElement('section');
      const text = (tag: string, words: string) =>
        box.appendChild(Object.assign(document.createElement(tag), { textContent: words }));
      text('h2', card.title);
      const legend = text('p', '');
      for (const entry of card.legend) {
        const mark = document.createElement('i');
        mark.style.background = entry.colour;
        legend.append(mark, `${entry.label}   `);
      }
      const plot = box.appendChild(document.createElement('div'));
      plot.style.cssText = `width:${card.width}px;height:${card.height}px`;
      text('p', card.notes.join(' '));
      text('small', card.sentence);
      document.body.append(box);
      await draw(plot, card.spec, card.locale).catch((error: unknown) => (plot.textContent = String(error)));
    }
  }, cards);
}

/** In pieces of a screen's size or two, which a viewer shows as they are. */
async function keepPictures(page: Page, name: string): Promise<void> {
  const { scrollHeight, clientWidth } = await page.evaluate(() => {
    const { scrollHeight: height, clientWidth: width } = document.documentElement;
    return { scrollHeight: height, clientWidth: width };
  });
  for (let y = 0, part = 1; y < scrollHeight; y += PIECE, part++) {
    const clip = { x: 0, y, width: clientWidth, height: Math.min(PIECE, scrollHeight - y) };
    await page.screenshot({ path: `${name}-${part}.png`, fullPage: true, clip });
  }
}

const style = `body{margin:8px;display:flex;flex-wrap:wrap;gap:12px;background:var(--tr-canvas);color:var(--tr-text);font:var(--tr-text-body)}
  section{max-width:456px;box-sizing:border-box;overflow:hidden;background:var(--tr-surface);border:1px solid var(--tr-line-strong);border-radius:10px;padding:8px 16px}
  h2{white-space:nowrap;font:var(--tr-text-section);margin:0 0 6px} p{font:var(--tr-text-meta);color:var(--tr-text-2);margin:4px 0;min-height:16px;max-width:440px} small{color:var(--tr-text-3);display:block;max-width:440px}
  i{display:inline-block;width:12px;height:10px;border-radius:2px;margin:0 6px 0 10px}`;

/** Draws every chart and keeps the pictures in the folder. */
export async function drawGallery(folder: string, only: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const program = await drawingProgram();
  const tokens = readFileSync(join(root, 'runtime/ui/tokens.css'), 'utf8');
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    for (const [width, size] of [
      [1440, { width: 420, height: 230 }],
      [390, { width: 324, height: 196 }],
    ] as const) {
      for (const scheme of ['light', 'dark'] as const) {
        for (const locale of ['en-GB', 'zh-CN']) {
          const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
          await page.addInitScript('globalThis.__name=(f)=>f');
          await page.setContent(`<html lang="${locale}"><style>${tokens}${style}</style><body></body></html>`);
          await page.evaluate('globalThis.__name=(f)=>f');
          await page.evaluate(program);
          await drawPage(page, inputs(scheme === 'dark', locale, size, only));
          await keepPictures(page, join(folder, `${width}-${scheme}-${locale}`));
          await page.close();
        }
      }
    }
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === import.meta.filename) {
  const [folder = join(dirname(root), 'gallery'), ...only] = process.argv.slice(2);
  await drawGallery(folder, only);
}
