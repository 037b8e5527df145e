/** One quoted word of a POSIX shell: a name with a quote in it must not end the command. */
export const shellWord = (text: string): string => (/^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);

export const command = (...parts: readonly string[]): string => parts.map(shellWord).join(' ');
