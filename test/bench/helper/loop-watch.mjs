/**
 * Loaded into a server before its program (`--import`): at SIGUSR2 it writes, for the time since the last one, the longest
 * pause of its event loop and the processor time of the process, in milliseconds, to the file of TRELLIS_LOOP_WATCH.
 */
import { writeFileSync, renameSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION = 2;
const watch = monitorEventLoopDelay({ resolution: RESOLUTION });
watch.enable();
let used = process.cpuUsage();
const file = process.env.TRELLIS_LOOP_WATCH;
process.on('SIGUSR2', () => {
  const longest = Math.max(0, watch.max / 1e6 - RESOLUTION);
  watch.reset();
  const { user, system } = process.cpuUsage(used);
  used = process.cpuUsage();
  writeFileSync(`${file}.new`, JSON.stringify({ longest, cpu: (user + system) / 1000 }));
  renameSync(`${file}.new`, file);
});
