import { configOf, options, type Config } from '@isthmus/server/config.ts';
import { onOff, value, type Call, type Command, type Flag } from '../command.ts';
import { refused, usage } from '../failure.ts';

/** The service's own options, as flags of this command. `--data-dir` is understood everywhere. */
const flags: readonly Flag[] = options
  .filter((row) => row.flag !== '--data-dir')
  .flatMap((row) => {
    const name = row.flag.slice(2);
    const variable = row.variable === null ? '' : ` (${row.variable})`;
    const meaning = `${row.meaning}${variable}${row.fallback === null || row.form === 'switch' ? '' : `, by default ${row.fallback}`}`;
    if (row.form === 'switch') return [onOff(name, meaning), onOff(`no-${name}`, `without --${name}`)];
    return [row.key === 'regions' ? { ...value(name, meaning), form: 'list' as const } : value(name, meaning)];
  });

function configFor({ flags: given, environment }: Call): Config {
  const typed = Object.entries(given)
    .filter(([name]) =>
      options.some((row) => row.flag === `--${name}` || (row.form === 'switch' && `--no-${row.flag.slice(2)}` === `--${name}`)),
    )
    .map(([name, content]) => (name.startsWith('no-') ? `--${name}` : `--${name}=${content}`));
  const config = configOf(typed, environment);
  if (!config.ok) throw usage(config.problem.map((problem) => `${problem.flag} ${problem.reason}; ${problem.fix}`).join('\nisthmus: '));
  return config.value;
}

/** Loaded by the two commands that need it: the others start in a fraction of the time. */
const daemon = (): Promise<typeof import('@isthmus/server')> => import('@isthmus/server');

/** Both end with one line when something stands in their way. */
async function outcome(work: Promise<{ readonly ok: true } | { readonly ok: false; readonly problem: string }>): Promise<void> {
  const result = await work;
  if (!result.ok) throw refused(result.problem);
}

export const upCommand: Command = {
  noun: 'up',
  verb: '',
  summary: 'run the service in the foreground',
  words: [],
  flags,
  async run(call) {
    const config = configFor(call);
    const { down, up } = await daemon();
    await outcome(config.tearDown ? down(config) : up(config));
    return { data: {}, text: '' };
  },
};

export const downCommand: Command = {
  noun: 'down',
  verb: '',
  summary: 'remove everything that the service of this data directory made in the kernel',
  words: [],
  flags: flags.filter((flag) => flag.name === 'data-plane'),
  async run(call) {
    const { down } = await daemon();
    await outcome(down(configFor(call)));
    return { data: {}, text: '' };
  },
};
