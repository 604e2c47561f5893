/**
 * Dragging an entry with the mouse or a pen: from a few pixels on a copy follows the pointer, the place below is named, and
 * letting go drops it. Escape and anything that takes the pointer away leave it where it was. Fingers scroll; they have a
 * menu.
 */
/** Where an entry can be dropped, and what follows. */
export interface PointerDrag {
  /** The place under a point, by its key. */
  placeAt(x: number, y: number): string | undefined;
  over(place: string | undefined): void;
  drop(id: string, place: string): void;
}

/** Pixels after which it is a drag and no click. */
const slack = 6;

/** Begins with a pointerdown on an element whose `data-id` says what it is. */
export function startDrag(event: PointerEvent, card: HTMLElement, drag: PointerDrag): void {
  const id = card.dataset['id'];
  if (event.button !== 0 || event.pointerType === 'touch' || id === undefined) return;
  const box = card.getBoundingClientRect();
  const [startX, startY] = [event.clientX, event.clientY];
  const stop = new AbortController();
  let ghost: HTMLElement | undefined;
  const end = () => {
    stop.abort();
    ghost?.remove();
    card.classList.remove('dragged');
    drag.over(undefined);
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (!ghost) {
      if (Math.hypot(clientX - startX, clientY - startY) < slack) return;
      ghost = copyOf(card, box);
      card.classList.add('dragged');
    }
    ghost.style.transform = `translate(${clientX - startX}px, ${clientY - startY}px)`;
    drag.over(drag.placeAt(clientX, clientY));
  };
  const up = ({ clientX, clientY }: PointerEvent) => {
    const place = ghost ? drag.placeAt(clientX, clientY) : undefined;
    if (ghost) swallowClick();
    end();
    if (place !== undefined) drag.drop(id, place);
  };
  const { signal } = stop;
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', up, { signal });
  window.addEventListener('pointercancel', end, { signal });
  window.addEventListener('blur', end, { signal });
  window.addEventListener('keydown', (key) => key.key === 'Escape' && end(), { signal, capture: true });
}

function copyOf(card: HTMLElement, box: DOMRect): HTMLElement {
  const ghost = card.cloneNode(true) as HTMLElement;
  ghost.classList.add('ghost');
  ghost.setAttribute('aria-hidden', 'true');
  ghost.inert = true;
  Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px` });
  card.getRootNode().appendChild(ghost);
  return ghost;
}

/** The click that follows letting go is part of the drag. */
export function swallowClick(): void {
  const stop = new AbortController();
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
    stop.abort();
  };
  window.addEventListener('click', swallow, { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort());
}
