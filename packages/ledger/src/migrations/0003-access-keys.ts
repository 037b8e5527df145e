import type { Migration } from '../migration.ts';

export const accessKeys: Migration = {
  name: '0003-access-keys',
  statements: ({ text, integer, strict }) => [
    `create table access_keys (
      id ${text} primary key, user_id ${text} not null references users (id) on delete cascade, status ${text} not null,
      description ${text} not null, sealed_secret ${text} not null, security_token_hash ${text},
      created_at ${integer} not null, last_used_at ${integer}, expires_at ${integer},
      check ((security_token_hash is null) = (expires_at is null)))${strict}`,
    `create index access_keys_user on access_keys (user_id, id)`,
    `create index access_keys_expiry on access_keys (expires_at) where expires_at is not null`,
  ],
};
