import { each, nothing, type Row } from '../row.ts';

export const operatingRows: Readonly<Record<string, Row>> = {
  'GET /isthmus/v1/wire/unread': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: nothing,
  },
  'GET /isthmus/v1/plan': {
    expected: each(403, 403, 403, 403, 403, 200, 401, 401),
    ask: nothing,
  },
};
