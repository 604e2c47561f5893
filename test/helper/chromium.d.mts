export declare const shell: string;
export declare function findChromium(): string | undefined;
