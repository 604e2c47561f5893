/** The pages that a draft makes of real records: asked for a moment after the last change, the last answer counts. */
import type { PrintTemplateDocument } from '../../metadata/schema/print-template.js';
import { ApiFailure } from '../../runtime/data/api-client.js';
import type { Reference } from '../../runtime/data/record.js';
import { errorText } from '../../runtime/host/error-text.js';
import type { Host } from '../../runtime/host/host.js';
import { downloadFile } from '../../runtime/report/export-file.js';

export interface PreviewWish {
  readonly template: PrintTemplateDocument;
  readonly ids: readonly string[];
  readonly language: string;
}

/** Milliseconds without a change before pages are asked for. */
const pause = 350;

export class DraftPreview {
  pictures: readonly string[] = [];
  pages = 0;
  failure = '';
  busy = false;
  #key = '';
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly changed: () => void) {}

  /** Undefined: nothing can be asked for now; what was shown stays. */
  follow(host: Host, wish: PreviewWish | undefined): void {
    if (!wish) return;
    const key = JSON.stringify(wish);
    if (key === this.#key) return;
    this.#key = key;
    this.busy = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(host, wish), pause);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#key = '';
  }

  async #ask(host: Host, wish: PreviewWish): Promise<void> {
    const asked = ++this.#asked;
    try {
      const { pages, pictures } = await host.api.post<{ pages: number; pictures: readonly string[] }>('/print/preview', { ...wish, output: 'pages' }); // prettier-ignore
      if (asked !== this.#asked) return;
      Object.assign(this, { pages, pictures, failure: '' });
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (asked !== this.#asked) return;
      this.failure = errorText(host.i18n, error);
    }
    this.busy = false;
    this.changed();
  }
}

/** Throws ApiFailure. */
export const downloadDraft = (host: Host, wish: PreviewWish): Promise<void> =>
  downloadFile(host, {
    path: '/print/preview',
    body: { ...wish, output: 'pdf' },
    fallback: `${wish.template.name}.pdf`,
  });

/** The first records of an entity with the field that names them, as many as are wanted. Throws ApiFailure. */
export async function firstRecords(
  host: Host,
  { entity, name, count }: { readonly entity: string; readonly name: string; readonly count: number },
): Promise<readonly Reference[]> {
  const query = { fields: name === 'id' ? name : `id,${name}`, limit: String(count) };
  const { rows } = await host.api.get<{ rows: readonly Readonly<Record<string, unknown>>[] }>(`/records/${encodeURIComponent(entity)}`, query); // prettier-ignore
  return rows.map((row) => ({ id: String(row['id']), label: typeof row[name] === 'string' ? row[name] : '' }));
}
