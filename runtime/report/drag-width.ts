/** Follows the pointer until it is let go, for the edge of a column. */
export function dragWidth(start: PointerEvent, width: number, resize: (width: number) => void): void {
  const ended = new AbortController();
  const { signal } = ended;
  window.addEventListener('pointermove', (at) => resize(width + at.clientX - start.clientX), { signal });
  for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, () => ended.abort(), { signal });
}
