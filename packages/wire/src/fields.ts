import { Type, type TEnum, type TInteger, type TSchema, type TString } from 'typebox';

/**
 * The atoms that every dialect's schemas are made of. Each text has a length limit and a character class: what is
 * stored and later shown to someone else must not carry control characters, which a database or a terminal would read
 * differently from us. Half a surrogate pair is refused everywhere, by the checker: no portable pattern can name it.
 */
const printable = '[^\\u0000-\\u001f\\u007f-\\u009f]';
const multiline = '[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f<>]';

/**
 * A text of `min` to `max` characters of `characters`. The limit stands in the pattern too, because the checker's own
 * length counts what a reader sees, and one visible character can be a megabyte of combining marks.
 */
const text = (characters: string, described: string, min: number, max: number): TString =>
  Type.String({ minLength: min, maxLength: max, pattern: `^${characters}{${min},${max}}$`, description: described });

export const printableText = (min: number, max: number): TString => text(printable, `${min} to ${max} printable characters`, min, max);
/** Letters, digits, `_`, `-` and `.`: what v1 names are made of. */
export const wordText = (min: number, max: number): TString =>
  text('[\\p{L}\\p{Nd}_.\\-]', `${min} to ${max} letters, digits, "_", "-" or "."`, min, max);
/** A tag's key or value. */
export const tagText = (min: number, max: number): TString =>
  text('[\\p{L}\\p{Nd}_\\-@]', `${min} to ${max} letters, digits, "_", "-" or "@"`, min, max);
/** A description: at most 255 characters, none of them `<` or `>`, which would be markup in a careless console. */
export const descriptionText: TString = text(multiline, 'at most 255 characters, without "<" and ">"', 0, 255);
/**
 * An id of anything, as a client sends it in a body. Its exact form is not checked here: an id that nobody made is
 * not found, and says no more than that.
 */
export const idText: TString = text('[0-9A-Za-z_\\-]', 'an id: letters, digits and "-"', 1, 64);
/** An id that a client may send empty for none. */
export const idOrEmptyText: TString = text('[0-9A-Za-z_\\-]', 'an id: letters, digits and "-"', 0, 64);
/** An address block; parsed by core, which knows why it is wrong. */
export const cidrText: TString = text('[0-9A-Fa-f:./]', 'a CIDR block such as 192.168.0.0/16', 1, 64);
export const addressText: TString = text('[0-9A-Fa-f:.]', 'an IP address such as 192.168.1.10', 1, 64);
/** A secret: limited only so that hashing it cannot be made expensive. */
export const secretText = (min: number): TString => text('[^\\u0000]', `${min} to 255 characters`, min, 255);
/** A filter: whatever it is, it is compared with and never stored. */
export const filterText: TString = text(printable, 'at most 255 printable characters', 0, 255);
export const emptyText: TString = Type.String({ minLength: 0, maxLength: 0, pattern: '^$', description: 'an empty text' });

/** One of a few words. The type is said too, for generators that do not infer it. */
export const oneOf = <const Words extends readonly string[]>(words: Words, description?: string): TEnum<[...Words]> =>
  Type.Enum([...words], { type: 'string', ...(description === undefined ? {} : { description }) }) as TEnum<[...Words]>;

export const wholeNumber = (minimum: number, maximum?: number): TInteger =>
  Type.Integer({
    minimum,
    ...(maximum === undefined ? {} : { maximum }),
    description: maximum === undefined ? `an integer ${minimum} or greater` : `an integer from ${minimum} to ${maximum}`,
  });

/** Clients send `null` for what they leave out. */
export const orNull = <Schema extends TSchema>(schema: Schema) => {
  const { description } = schema as { description?: string };
  return Type.Union([schema, Type.Null()], { description: `${description ?? 'a value'}, or null` });
};

/** A form for what answers contain; answers are ours, so nothing needs limiting. */
export const anyText = Type.String();
export const nullableText = Type.Union([Type.String(), Type.Null()]);
/** A named schema: it becomes a component of the dialect's OpenAPI document. */
export const named = <Schema extends TSchema>(title: string, schema: Schema): Schema => ({ ...schema, title });
