/** The paper to scale: its margins, its labels, the places of an envelope. One unit is a millimetre. */
import { html, svg } from 'lit';
import { bodyPlace, envelopePlaces, labelPlaces, pageGeometry, type Place } from '../../metadata/print/geometry.js';
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';

type Drawn = Partial<Pick<PrintTemplateDocument, 'page' | 'labels' | 'envelope'>>;

const box = ({ x, y, width, height }: Place, look: string) =>
  svg`<rect class=${look} x=${x} y=${y} width=${Math.max(0, width)} height=${Math.max(0, height)}></rect>`;

export function pageDrawing({ page, labels, envelope }: Drawn, label: string) {
  const paper = pageGeometry(page, labels !== undefined || envelope !== undefined);
  const places = envelope ? envelopePlaces(envelope) : undefined;
  const count = labels ? Math.min(1000, labels.columns * labels.rows) : 0;
  return html`<svg class="paper" role="img" aria-label=${label} viewBox="-2 -2 ${paper.width + 4} ${paper.height + 4}">
    ${box({ x: 0, y: 0, width: paper.width, height: paper.height }, 'sheet')}
    ${labels ? labelPlaces({ ...labels, padding: 0 }, paper).slice(0, count).map((place, i) => svg`${box(place, 'place')}<text x=${place.x + place.width / 2} y=${place.y + place.height / 2}>${i + 1}</text>`) : ''}
    ${places ? Object.values(places).map((place: Place | undefined) => (place ? box(place, 'place') : '')) : ''}
    ${!labels && !envelope ? box(bodyPlace(paper), 'place') : ''}
  </svg>`;
} // prettier-ignore
