import type { BuildOptions } from 'esbuild';

/** `root`: the project's folder. */
export function serverOptions(root: string): BuildOptions;
export function webOptions(root: string): BuildOptions;
