/** Whether a figure has room in its cell: measured once the rule of thumb no longer says so. */
export class TextFit {
  #measure: CanvasRenderingContext2D | null | undefined;

  /** `width` in pixels, `scale` 1 is as the document says; the type is that of `element`. */
  fits(element: Element, text: string, width: number, scale: number): boolean {
    if (text.length * 9 * scale < width) return true;
    if (this.#measure === undefined) {
      this.#measure = document.createElement('canvas').getContext('2d');
      if (this.#measure) this.#measure.font = `600 12.5px ${getComputedStyle(element).fontFamily}`;
    }
    return (this.#measure?.measureText(text).width ?? 0) * scale <= width;
  }
}
