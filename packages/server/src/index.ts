export { configOf, isLoopback, options, type Config, type OptionProblem } from './config.ts';
export { down, up } from './main.ts';
