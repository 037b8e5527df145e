import { ok, type Domain, type Project } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint } from '../endpoint.ts';
import { anyText, descriptionText, filterText, named, nullableText, printableText } from '../fields.ts';
import { operationEndpoint } from '../row.ts';
import { rfc3339Time } from '../times.ts';
import { newPassword, renderUser, userName, UserShown } from './user.ts';

const dialect = 'native';
const path = '/isthmus/v1/domains';
const resource = 'domain';

const Shown = named(
  'Domain',
  Type.Object({ id: anyText, name: anyText, description: anyText, enabled: Type.Boolean(), created_at: anyText }),
);
const ProjectShown = named(
  'Project',
  Type.Object({ id: anyText, name: anyText, domain_id: anyText, region: anyText, parent_id: nullableText }),
);

const render = (domain: Domain) => ({
  id: domain.id,
  name: domain.name,
  description: domain.description,
  enabled: domain.enabled,
  created_at: rfc3339Time(domain.createdAt),
});
const renderProject = ({ id, name, domainId, region, parentId }: Project) => ({
  id,
  name,
  domain_id: domainId,
  region,
  parent_id: parentId,
});

export const domains: readonly Endpoint[] = [
  operationEndpoint({
    dialect,
    method: 'GET',
    path,
    summary: 'List the accounts the caller may see',
    resource,
    operation: 'list-domains',
    query: Type.Object({ name: Type.Optional(filterText) }),
    success: [200, Type.Object({ domains: Type.Array(Shown) })],
    decode: ({ query: { name } }) => ok(name === undefined ? {} : { name }),
    encode: ({ items }) => ({ domains: items.map(render) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: 'Create an account with a project in every region and a first user; administrator only',
    resource,
    operation: 'create-domain',
    body: Type.Object({
      name: printableText(1, 64),
      description: Type.Optional(descriptionText),
      user: Type.Object({ name: userName, password: newPassword }),
    }),
    success: [201, Type.Object({ domain: Shown, projects: Type.Array(ProjectShown), user: UserShown })],
    decode: ({ body }) => ok({ name: body.name, description: body.description ?? '', user: body.user }),
    encode: ({ domain, projects, user }) => ({ domain: render(domain), projects: projects.map(renderProject), user: renderUser(user) }),
  }),
];
