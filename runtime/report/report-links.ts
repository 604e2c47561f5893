/** Where cells of a report lead and what their explanation is told, with the reader's filters and the way back taken along. */
import type { GridCell } from '../../metadata/sheet/types.js';
import { findReport, type ReportHead } from '../dashboard/dashboard-document.js';
import { withParameters, type GivenParameters } from '../dashboard/parameters.js';
import type { Host } from '../host/host.js';
import type { PageTitle } from '../host/screens.js';
import { cellLinks, valuesSet, type CellLink } from './cell-links.js';
import { onward } from './drill-links.js';
import type { ExplainRequest } from './explain-facts.js';
import type { GridLayout } from './grid-layout.js';
import { stepHref, type ReportPlace } from './report-address.js';
import { filterText, headNames } from './report-chips.js';
import type { Ran } from './report-run.js';

/** The page of a report as it is just now. */
export interface PageFacts {
  readonly host: Host;
  readonly report: ReportHead;
  readonly given: GivenParameters;
  readonly place: ReportPlace;
  readonly query: Readonly<Record<string, string>>;
  readonly layout: GridLayout | undefined;
  /** Its address at another place, with other parameters. */
  href(place: ReportPlace, given?: GivenParameters): string;
}

/** Its name, and the reports that led here. */
export function pageTitle({ app, i18n }: Host, report: ReportHead, { trail }: ReportPlace): PageTitle {
  const steps = trail.map((step, index) => {
    const label = i18n.label(findReport(app.document, step.report)?.label, step.report);
    return { label: step.words ? `${label} (${step.words})` : label, href: stepHref(trail, index) };
  });
  return { title: i18n.label(report.label, report.name), trail: steps };
}

export function linksOf(cell: GridCell, { host, report, given, query, place, layout }: PageFacts): readonly CellLink[] {
  const { app, i18n } = host;
  const links = cellLinks(cell, (open, name, of) => {
    if (open === 'record') return i18n.t('explain.openRecord', { name: of.text });
    if (open !== 'list') {
      const heads = open === 'report' ? app.document.reports : app.document.dashboards;
      const head = heads.find((each) => each.name === name);
      return i18n.t('explain.openRecord', { name: i18n.label(head?.label, name) });
    }
    const things = i18n.label(app.entity(name)?.plural, name).toLocaleLowerCase(i18n.language);
    return i18n.t('explain.openList', { things });
  });
  const from = {
    report: report.name,
    declared: report.parameters ?? [],
    given,
    query,
    trail: place.trail,
    declaredOf: (name: string) => findReport(app.document, name)?.parameters ?? [],
  };
  return links.map((link) => onward(link, from, labelsOf(cell, layout)));
}

/** What sets parameters leads to this report with them. */
export function linkOf(cell: GridCell, facts: PageFacts): string | undefined {
  const set = valuesSet(cell);
  if (Object.keys(set).length > 0) return facts.href(facts.place, withParameters(facts.given, set));
  return linksOf(cell, facts)[0]?.href;
}

export function explainRequest(cell: GridCell, { given, changes, grid }: Ran, facts: PageFacts): ExplainRequest {
  const { host, report, place } = facts;
  const { source, at } = cell;
  return {
    report: report.name,
    cell,
    given,
    parameters: grid.parameters,
    declared: report.parameters ?? [],
    links: linksOf(cell, facts),
    changes,
    filters: (changes.filter ?? []).map((each) => filterText(host, each, headNames(grid))),
    href: facts.href({ ...place, ...(at === undefined ? {} : { cell: { source, at } }) }),
    placeOf: (read) => {
      const found = grid.cells.find((each) => each.source === read.cell && each.at === read.at);
      const href = facts.href({ ...place, cell: { source: read.cell, at: read.at } });
      return { href, labels: found ? labelsOf(found, facts.layout) : '' };
    },
  };
}

/** The labels that a cell stands under: "Austria, Q2". */
function labelsOf(cell: GridCell, layout: GridLayout | undefined): string {
  const columns = Array.from({ length: layout?.frozen.columns ?? 0 }, (_, column) => column);
  const heads = Array.from({ length: layout?.frozen.rows ?? 0 }, (_, row) => layout?.at(row, cell.column));
  const labels = columns.map((column) => layout?.at(cell.row, column)?.text);
  // Of the heads only those that stand for a group: what the column is called says nothing of the rows.
  const groups = heads.flatMap((head) => (head?.at?.endsWith(';') === false ? [head.text] : []));
  return [...new Set([...labels, ...groups])].filter(Boolean).join(', ');
}
