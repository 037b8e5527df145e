/** What the service said when it refused: its status, its own words, and the fix where it named one. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fix: string | null;
  constructor(status: number, code: string, message: string, fix: string | null) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.fix = fix;
  }
}

type Bag = Readonly<Record<string, unknown>>;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {});

/** Every error envelope that our dialects speak, by where its code and its words stand. */
const envelopes: readonly ((body: Bag) => { code: unknown; message: unknown; fix?: unknown } | null)[] = [
  (body) => ('NeutronError' in body ? { code: bag(body['NeutronError'])['type'], message: bag(body['NeutronError'])['message'] } : null),
  (body) =>
    'title' in body ? { code: body['type'], message: text(body['detail']) ?? body['title'], fix: text(body['fix']) ?? body['fix'] } : null,
  (body) => ('error_msg' in body ? { code: body['error_code'], message: body['error_msg'] } : null),
  (body) => ('error' in body ? { code: bag(body['error'])['title'], message: bag(body['error'])['message'] } : null),
  (body) => ('message' in body ? { code: body['code'], message: body['message'] } : null),
];

export function refusalFrom(status: number, body: unknown): Refusal {
  for (const envelope of envelopes) {
    const found = envelope(bag(body));
    if (found) return new Refusal(status, text(found.code) ?? '', text(found.message) ?? `HTTP ${status}`, text(found.fix));
  }
  return new Refusal(status, '', `HTTP ${status}`, null);
}

export async function refusalOf(response: Response): Promise<Refusal> {
  const body: unknown = await response.json().catch(() => null);
  return refusalFrom(response.status, body);
}

/** 404 and 501: the installation does not answer here (yet), as opposed to refusing. */
export const isMissing = (error: unknown): boolean => error instanceof Refusal && (error.status === 404 || error.status === 501);

/** 409: there is an answer, and it is not given out yet. */
export const isWithheld = (error: unknown): boolean => error instanceof Refusal && error.status === 409;

/** A guardrail of our own forbids it. The published dialects say so in their message alone, which is the same in all of them. */
export const isGuardrail = (error: unknown): boolean => error instanceof Refusal && /^The guardrail .+ forbids it: /.test(error.message);
