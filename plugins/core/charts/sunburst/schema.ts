/** Parts of a whole as rings, one per level, with the total in the middle. */
import { partition, type HierarchyRectangularNode } from 'd3-hierarchy';
import { Type } from '@sinclair/typebox';
import type { ChartInput, ChartType, LegendEntry } from '../../../../metadata/contributions.js';
import { unitOf } from '../../../../metadata/chart/category.js';
import { readableOn } from '../../../../metadata/chart/colour.js';
import { columnOption, commonOptions } from '../../../../metadata/chart/options.js';
import { drawPixels, ownColour, textLayer, type Text } from '../../../../metadata/chart/pixels.js';
import { wrapText } from '../../../../metadata/chart/text-width.js';
import { shortFigure } from '../../../../metadata/chart/theme.js';
import {
  branchColour,
  describeTree,
  treeMarks,
  treeNotes,
  treeOf,
  treeOptionsOf,
  type Branch,
} from '../../../../metadata/chart/tree.js';
import { closed } from '../../../../metadata/schema/common.js';

const options = closed({
  chart: Type.Literal('sunburst'),
  /** Columns from the inner ring to the outer one. */
  levels: Type.Array(columnOption, { minItems: 1, maxItems: 3 }),
  y: Type.Array(columnOption, { minItems: 1, maxItems: 1 }),
  ...commonOptions,
});
type Node = HierarchyRectangularNode<Branch>;

interface Rings {
  readonly middle: readonly [number, number];
  readonly hole: number;
  readonly ring: number;
}

function ringsOf(input: ChartInput): Rings {
  const radius = Math.max(30, Math.min(input.width, input.height) / 2 - 2);
  const hole = radius * 0.32;
  return {
    middle: [input.width / 2, input.height / 2],
    hole,
    ring: (radius - hole) / treeOptionsOf(input).levels.length,
  };
}

function compile(input: ChartInput): Readonly<Record<string, unknown>> {
  const rings = ringsOf(input);
  const tree = partition<Branch>().size([2 * Math.PI, 1])(treeOf(input));
  const nodes = tree.descendants().filter((node) => node.depth > 0);
  const [cx, cy] = rings.middle;
  const arcs = nodes.map((node) => ({
    mark: node.data.mark,
    from: node.x0,
    to: node.x1,
    inner: rings.hole + (node.depth - 1) * rings.ring,
    outer: rings.hole + node.depth * rings.ring - 1,
    fill: branchColour(input, node),
  }));
  const raw = (field: string) => ({ field, type: 'quantitative', scale: null });
  const unit = unitOf(input, treeOptionsOf(input).y[0]);
  const total = shortFigure(tree.data.value, input.locale);
  return drawPixels(input, [
    {
      data: { values: arcs },
      mark: { type: 'arc', stroke: input.theme.surface, strokeWidth: 1.5, cursor: 'pointer' },
      encoding: {
        x: { value: cx },
        y: { value: cy },
        theta: raw('from'),
        theta2: { field: 'to' },
        radius: raw('outer'),
        radius2: { field: 'inner' },
        fill: ownColour('fill'),
      },
    },
    ...textLayer(
      input,
      nodes.flatMap((node) => namesOf(input, node, rings)),
    ),
    ...textLayer(input, [{ x: cx, y: cy - (unit ? 7 : 0), text: total }], {
      fontSize: Math.round(Math.min(20, rings.hole * 0.48)),
      fontWeight: 600,
    }),
    ...textLayer(input, unit ? [{ x: cx, y: cy + 11, text: unit }] : [], { fill: input.theme.axis }),
  ]);
}

/** Pixels of a line of text. */
const LINE = 12;

/** The name in the middle of its part, in one line or two, where there is room for all of it; the legend says the rest. */
function namesOf(input: ChartInput, node: Node, { middle: [cx, cy], hole, ring }: Rings): readonly Text[] {
  const radius = hole + (node.depth - 0.5) * ring;
  const angle = (node.x0 + node.x1) / 2;
  const chord = Math.min((node.x1 - node.x0) * radius, radius * 2);
  const [sine, cosine] = [Math.abs(Math.sin(angle)), Math.abs(Math.cos(angle))];
  // How wide a level text of this height may be in a part that lies aslant.
  const room = (height: number) =>
    Math.min((ring - height * cosine) / Math.max(sine, 0.01), (chord - height * sine) / Math.max(cosine, 0.01)) - 4;
  const lines = [1, 2]
    .map((count) => wrapText(node.data.label, Math.max(0, room(count * LINE)), count))
    .find((each) => !each.some((line) => line.endsWith('…')));
  const fill = readableOn(branchColour(input, node), [input.theme.text, input.theme.surface]);
  return (lines ?? []).map((text, index) => ({
    x: Math.round(cx + Math.sin(angle) * radius),
    y: Math.round(cy - Math.cos(angle) * radius + (index - (lines!.length - 1) / 2) * LINE),
    text,
    fill,
    mark: node.data.mark,
  }));
}

/** Branches of the inner ring, whose names have no room in it. */
const legend = (input: ChartInput): readonly LegendEntry[] =>
  (treeOf(input).children ?? []).map(({ data }) => ({ label: data.label, colour: data.colour, shape: 'block' }));

export const definition: ChartType = {
  id: 'sunburst',
  label: { en: 'Sunburst', 'zh-CN': '旭日图', 'zh-TW': '旭日圖', es: 'Proyección solar' },
  icon: 'sun',
  options,
  selects: (chosen) => (chosen['levels'] as readonly string[] | undefined)?.[0],
  compile,
  describe: describeTree,
  marks: treeMarks,
  legend,
  notes: treeNotes,
};
