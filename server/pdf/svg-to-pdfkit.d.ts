/** The package has no types of its own: what we call of it. */
declare module 'svg-to-pdfkit' {
  export interface SvgOptions {
    readonly width?: number;
    readonly height?: number;
    readonly preserveAspectRatio?: string;
    readonly assumePt?: boolean;
    readonly fontCallback?: (
      family: string,
      bold: boolean,
      italic: boolean,
      options: { fauxItalic: boolean },
    ) => string;
    readonly imageCallback?: (link: string) => string;
    readonly documentCallback?: (link: string) => string | undefined;
    readonly warningCallback?: (message: string) => void;
  }
}
