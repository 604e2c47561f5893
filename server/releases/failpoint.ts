/** Named places where a test makes the process fail: `before-step:2`, `in-step:2`, `mid-fill:3`, `before-switch`, … */
export type Failpoint = (name: string) => void | Promise<void>;

export const noFailpoint: Failpoint = () => undefined;
