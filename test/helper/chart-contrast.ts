/**
 * Whether the words of drawn charts can be read: axe does not look into pictures. Each text is compared with what is painted
 * under its middle: its own halo, the shapes before it, or the ground of the page.
 */
import type { Page } from 'playwright-core';
import { contrast, mixColours } from '../../metadata/chart/colour.js';

/** WCAG 1.4.3, for text of ordinary size. */
const least = 4.5;

interface Layer {
  readonly colour: string;
  /** 0 to 1. */
  readonly opacity: number;
}
interface DrawnText {
  readonly chart: string;
  readonly text: string;
  readonly fill: Layer;
  /** What is painted under its middle, the page's ground first. */
  readonly under: readonly Layer[];
}

/** How many texts were looked at, and a line for each that cannot be read. */
export async function chartContrast(page: Page): Promise<{ readonly count: number; readonly weak: readonly string[] }> {
  const texts = await page.evaluate(readTexts);
  const weak = texts.flatMap(({ chart, text, fill, under }) => {
    const ground = under.reduce((below, { colour, opacity }) => mixColours(colour, below, opacity), '#000000');
    const ratio = contrast(mixColours(fill.colour, ground, fill.opacity), ground);
    return ratio >= least ? [] : [`${chart}: "${text}" ${fill.colour} on ${ground}: ${ratio.toFixed(2)}`];
  });
  return { count: texts.length, weak: [...new Set(weak)] };
}

/** Runs in the page. */
function readTexts(): DrawnText[] {
  const pictures: { chart: string; svg: SVGSVGElement }[] = [];
  const visit = (root: Document | ShadowRoot, chart: string): void => {
    for (const each of root.querySelectorAll('*')) {
      const heading = each.localName === 'tr-widget-card' ? each.shadowRoot?.querySelector('h2, h3')?.textContent : '';
      if (each instanceof SVGSVGElement && each.closest('.plot')) pictures.push({ chart, svg: each });
      else if (each.shadowRoot) visit(each.shadowRoot, heading?.trim() || chart);
    }
  };
  visit(document, '');
  const opacityOf = (element: Element): number => {
    let opacity = Number(getComputedStyle(element).fillOpacity);
    for (let at: Element | null = element; at && at.localName !== 'svg'; at = at.parentElement)
      opacity *= Number(getComputedStyle(at).opacity);
    return opacity;
  };
  const alpha = (colour: string): number => Number(/^rgba\(.*, ([\d.]+)\)$/.exec(colour)?.[1] ?? 1);
  const groundOf = (element: Element): string => {
    for (let at: Element | null = element; at; at = at.assignedSlot ?? at.parentElement ?? ((at.getRootNode() as ShadowRoot).host as Element | undefined) ?? null) {
      const { backgroundColor } = getComputedStyle(at);
      if (alpha(backgroundColor) === 1) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  return pictures.flatMap(({ chart, svg }) => {
    const found: DrawnText[] = [];
    const shapes: SVGGeometryElement[] = [];
    /** Words drawn thick in the colour of the ground, under the same words. */
    const halos = new Map<string, string>();
    for (const element of svg.querySelectorAll<SVGGraphicsElement>('path, rect, circle, text')) {
      const style = getComputedStyle(element);
      if (element instanceof SVGGeometryElement) {
        if (style.fill !== 'none' && alpha(style.fill) > 0) shapes.push(element);
        continue;
      }
      const text = (element.textContent ?? '').trim();
      const box = element.getBoundingClientRect();
      if (text === '' || style.fill === 'none' || box.width === 0 || opacityOf(element) === 0) continue;
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const isUnder = (shape: SVGGeometryElement): boolean => {
        const matrix = shape.getScreenCTM();
        return matrix !== null && shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()));
      };
      const layers = shapes.filter(isUnder).map((shape) => {
        const { fill } = getComputedStyle(shape);
        return { colour: fill, opacity: opacityOf(shape) * alpha(fill) };
      });
      const place = `${text} ${Math.round(x)} ${Math.round(y)}`;
      if (style.stroke === style.fill && parseFloat(style.strokeWidth) >= 2) {
        halos.set(place, style.fill);
        continue;
      }
      const halo = halos.get(place);
      found.push({
        chart,
        text,
        fill: { colour: style.fill, opacity: opacityOf(element) * alpha(style.fill) },
        under: [
          { colour: groundOf(svg), opacity: 1 },
          ...layers,
          ...(halo ? [{ colour: halo, opacity: 1 }] : []),
        ],
      });
    }
    return found;
  });
} // prettier-ignore
