/**
 * Opens a `popover` element beside its cause: below, or above when there is no room; kept inside the window. The browser's
 * top layer, Esc and click outside come with the Popover API; focus returns to the cause.
 */
export interface PopoverOptions {
  readonly align?: 'start' | 'end';
  /** As wide as the cause at least. */
  readonly stretch?: boolean;
}

export function openPopover(popover: HTMLElement, anchor: Element, options: PopoverOptions = {}): void {
  if (!popover.matches(':popover-open')) popover.showPopover();
  place(popover, anchor, options);
}

export function closePopover(popover: HTMLElement | null | undefined): void {
  if (popover?.matches(':popover-open')) popover.hidePopover();
}

function place(popover: HTMLElement, anchor: Element, { align = 'start', stretch = false }: PopoverOptions): void {
  const gap = 4;
  const margin = 8;
  const cause = anchor.getBoundingClientRect();
  popover.style.inset = 'auto';
  popover.style.margin = '0';
  popover.style.maxHeight = `${window.innerHeight - 2 * margin}px`;
  if (stretch) popover.style.minWidth = `${cause.width}px`;
  const { width, height } = popover.getBoundingClientRect();
  const wanted = align === 'end' ? cause.right - width : cause.left;
  const left = Math.max(margin, Math.min(wanted, window.innerWidth - width - margin));
  const below = cause.bottom + gap;
  const fits = below + height <= window.innerHeight - margin;
  const top = fits ? below : Math.max(margin, cause.top - gap - height);
  popover.style.left = `${left}px`;
  popover.style.top = `${top}px`;
}
