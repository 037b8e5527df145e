import { commands } from './commands.ts';
import { globalFlags, nameOf, readCall, usageOf, type Command, type Flag } from './command.ts';
import { exitCodes, Failure, usage } from './failure.ts';

/** Runs one command line and answers its exit code. */
export async function run(typed: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const json = typed.includes('--json');
  try {
    if (typed.length === 0 || isHelp(typed[0])) return print(helpOfAll(typed[1]));
    const { command, rest } = commandOf(typed);
    if (command === null) return print(helpOfAll(typed[0]));
    const { words, flags } = readCall(command, rest);
    if (flags['help'] !== undefined) return print(helpOf(command));
    const shown = await command.run({ words, flags, environment, say: json ? () => undefined : print });
    const text = json ? JSON.stringify(shown.data, null, 2) : shown.text;
    if (text !== '') print(text);
    return shown.code ?? exitCodes.done;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (json) print(JSON.stringify({ error: { kind: error.kind, message: error.message, detail: error.detail } }, null, 2));
    else process.stderr.write(`isthmus: ${error.message}\n`);
    return exitCodes[error.kind];
  }
}

const isHelp = (word: string | undefined): boolean => word === 'help' || word === '--help' || word === '-h';

/** The row that the first one or two words name; null where they name a noun and no verb. */
function commandOf(typed: readonly string[]): { readonly command: Command | null; readonly rest: readonly string[] } {
  const [noun = '', verb = ''] = typed;
  const rows = commands.filter((row) => row.noun === noun);
  if (rows.length === 0) throw usage(`"${noun}" is no command; see isthmus --help`);
  const alone = rows.find((row) => row.verb === '');
  if (alone !== undefined) return { command: alone, rest: typed.slice(1) };
  if (verb === '' || isHelp(verb)) return { command: null, rest: [] };
  const exact = rows.find((row) => row.verb === verb);
  if (exact === undefined) throw usage(`"${noun} ${verb}" is no command; ${noun} has ${rows.map((row) => row.verb).join(', ')}`);
  return { command: exact, rest: typed.slice(2) };
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return exitCodes.done;
}

const aligned = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

const flagRow = ({ name, form, meaning }: Flag): readonly [string, string] => [form === 'switch' ? `--${name}` : `--${name} …`, meaning];

function helpOfAll(noun: string | undefined): string {
  const rows = commands.filter((row) => noun === undefined || row.noun === noun);
  const list = aligned((rows.length > 0 ? rows : commands).map((row) => [[nameOf(row), ...row.words].join(' '), row.summary]));
  return `isthmus <noun> <verb> [words] [--flags]\n\n${list}\n\nFor every command:\n${aligned(globalFlags.map(flagRow))}

Exit codes: 0 done · 1 refused · 2 usage · 3 unreachable`;
}

const helpOf = (command: Command): string =>
  `${usageOf(command)}\n\n  ${command.summary}\n${command.flags.length === 0 ? '' : `\n${aligned(command.flags.map(flagRow))}\n`}
For every command:\n${aligned(globalFlags.map(flagRow))}`;

// A reader that closes early (`isthmus … | head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

const code = await run(process.argv.slice(2), process.env);
process.exitCode = code;
