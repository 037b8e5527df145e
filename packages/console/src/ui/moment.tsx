import { useLanguage } from '../words/language.ts';

/** A time of the wire, which is UTC with or without saying so, in the person's own zone. */
export const parseMoment = (at: string): Date => new Date(/(Z|[+-]\d\d:\d\d)$/.test(at) ? at : `${at}Z`);

export function Moment({ at, precision = 'minutes' }: { readonly at: string; readonly precision?: 'minutes' | 'seconds' }) {
  const language = useLanguage();
  const date = parseMoment(at);
  const short = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: precision === 'seconds' ? 'medium' : 'short' }).format(
    date,
  );
  return (
    <time dateTime={date.toISOString()} title={date.toISOString()} className="nowrap">
      {short}
    </time>
  );
}
