/** What the templates of a map may ask of its element. */
import type { ChartInput, ChartType } from '../../../../metadata/contributions.js';
import type { ModePort, WireRecord } from '../../../../runtime/api.js';
import type { MapPlace, Measure } from './places.js';

export interface PlaceRecords {
  readonly rows: readonly WireRecord[];
  readonly more: boolean;
}

export interface MapShown {
  readonly port: ModePort;
  /** Undefined while it is loaded, or where no plugin draws maps. */
  readonly chart: ChartType | undefined;
  /** The same object as long as the map shows the same. */
  readonly input: ChartInput;
  /** In the order of the list beside the map. */
  readonly places: readonly MapPlace[];
  /** Places that there are besides. */
  readonly left: number;
  readonly measure: Measure;
  readonly chosen: MapPlace | undefined;
  /** Records of the chosen place; undefined while they are fetched. */
  readonly records: PlaceRecords | undefined;
  /** The line that Tab reaches: the key of a place or the id of a record. */
  readonly current: string;
}

export interface MapActs {
  measure(measure: Measure): void;
  /** Undefined shows all places again. */
  choose(key: string | undefined): void;
  setCurrent(line: string): void;
  key(event: KeyboardEvent, line: string): void;
  more(): void;
}
