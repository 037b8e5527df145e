export { createSimDriver, type SimOptions } from './driver.ts';
export { SimKernel } from './kernel.ts';
