/**
 * Text for other programs. What is still being read is promised: a browser lets a page write only while it answers a key or
 * a press, and that is over when the text is there. Undefined where the page may not write at all.
 */
export function writeClipboard(text: string | Promise<string>): Promise<void> | undefined {
  const { clipboard } = navigator as Partial<Navigator>;
  if (!clipboard || typeof text === 'string') return clipboard?.writeText(text as string);
  const blob = text.then((read) => new Blob([read], { type: 'text/plain' }));
  return clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}
