import { usage } from './failure.ts';

/** One flag of a command. `switch` takes no value; `list` may be repeated. */
export interface Flag {
  readonly name: string;
  readonly form: 'value' | 'switch' | 'list';
  readonly need: 'required' | 'optional';
  readonly meaning: string;
}

/** What a command answers: `data` for `--json`, `text` for people. `code` where it is not 0. */
export interface Shown {
  readonly data: unknown;
  readonly text: string;
  readonly code?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command is given. */
export interface Call {
  /** Positional words, in the order of `Command.words`. */
  readonly words: readonly string[];
  /** Values of value flags; a switch that is on is `'1'`; a repeated list flag is joined by commas. */
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly environment: Environment;
  /** Prints at once, for what takes its time; silent under `--json`. */
  say(line: string): void;
}

/** One row of the command table. */
export interface Command {
  readonly noun: string;
  /** Empty where the noun alone is the command: `isthmus doctor`. */
  readonly verb: string;
  readonly summary: string;
  readonly words: readonly string[];
  readonly flags: readonly Flag[];
  run(call: Call): Promise<Shown>;
}

export const value = (name: string, meaning: string): Flag => ({ name, form: 'value', need: 'optional', meaning });
export const required = (name: string, meaning: string): Flag => ({ name, form: 'value', need: 'required', meaning });
export const list = (name: string, meaning: string): Flag => ({ name, form: 'list', need: 'optional', meaning });
export const onOff = (name: string, meaning: string): Flag => ({ name, form: 'switch', need: 'optional', meaning });

/** Understood by every command. */
export const globalFlags: readonly Flag[] = [
  onOff('json', 'print the answer as JSON'),
  onOff('help', 'show this help'),
  value('os-cloud', 'a cloud of clouds.yaml (OS_CLOUD)'),
  value('os-auth-url', 'identity endpoint (OS_AUTH_URL), by default http://127.0.0.1:9696/v3'),
  value('os-username', 'OS_USERNAME'),
  value('os-password', 'OS_PASSWORD'),
  value('os-user-domain-name', 'account of the user (OS_USER_DOMAIN_NAME)'),
  value('os-project-name', 'OS_PROJECT_NAME; by default the region'),
  value('os-project-id', 'OS_PROJECT_ID'),
  value('os-region-name', 'OS_REGION_NAME'),
  value('data-dir', 'where the service keeps its state and the administrator credentials (ISTHMUS_DATA_DIR), by default ./data'),
];

/** Sorts what was typed into words and flags. `--flag value` and `--flag=value`. */
export function readCall(command: Command, typed: readonly string[]): Pick<Call, 'words' | 'flags'> {
  const known = [...command.flags, ...globalFlags, ...(command.words[0] === 'NAME' ? [value('name', 'the NAME')] : [])];
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (let index = 0; index < typed.length; index++) {
    const word = typed[index] ?? '';
    if (!word.startsWith('--')) {
      words.push(word);
      continue;
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s);
    const flag = known.find((candidate) => candidate.name === name);
    if (flag === undefined) throw usage(`--${name} is no flag of "isthmus ${nameOf(command)}"; see --help`);
    if (flag.form === 'switch') {
      flags[name] = '1';
      continue;
    }
    const next = inline ?? typed[++index];
    if (next === undefined) throw usage(`--${name} needs a value`);
    flags[name] = flag.form === 'list' && flags[name] !== undefined ? `${flags[name]},${next}` : next;
  }
  // `vpc create --name blue` says the same as `vpc create blue`.
  if (flags['name'] !== undefined && words.length < command.words.length) words.unshift(flags['name']);
  if (flags['help'] === undefined) checkComplete(command, words, flags);
  return { words, flags };
}

function checkComplete(command: Command, words: readonly string[], flags: Readonly<Record<string, string>>): void {
  const missing = command.words.slice(words.length)[0];
  if (missing !== undefined) throw usage(`${missing} is missing: ${usageOf(command)}`);
  const extra = words[command.words.length];
  if (extra !== undefined) throw usage(`"${extra}" is one word too many: ${usageOf(command)}`);
  const flag = command.flags.find((candidate) => candidate.need === 'required' && flags[candidate.name] === undefined);
  if (flag !== undefined) throw usage(`--${flag.name} is missing: ${usageOf(command)}`);
}

export const nameOf = ({ noun, verb }: Command): string => (verb === '' ? noun : `${noun} ${verb}`);

const shape = ({ name, form, need }: Flag): string => {
  const text = form === 'switch' ? `--${name}` : `--${name} ${name.toUpperCase().replaceAll('-', '_')}`;
  return need === 'required' ? text : `[${text}]`;
};

export const usageOf = (command: Command): string => ['isthmus', nameOf(command), ...command.words, ...command.flags.map(shape)].join(' ');
