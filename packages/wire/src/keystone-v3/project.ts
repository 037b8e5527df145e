import { idOf, ok, type Project } from '@isthmus/core';
import { Type } from 'typebox';
import type { Endpoint, Site } from '../endpoint.ts';
import { anyText, descriptionText, filterText, idText, named, oneOf, orNull, wordText } from '../fields.ts';
import { endpoint, operationEndpoint } from '../row.ts';
import { listBody, listOf, numbered, numberedPage } from './link.ts';

const dialect = 'keystone-v3';
const path = '/v3/projects';
const resource = 'project';

const shownFields = {
  id: anyText,
  name: anyText,
  domain_id: anyText,
  parent_id: anyText,
  is_domain: Type.Boolean(),
  enabled: Type.Boolean(),
  description: anyText,
  links: Type.Object({ self: anyText }),
};
export const ProjectShown = named('Project', Type.Object(shownFields));
const ProjectWithStatus = named('ProjectWithStatus', Type.Object({ ...shownFields, status: anyText }));
const Wrapped = Type.Object({ project: ProjectShown });

/** The parent of a region's default project is the account itself. */
export const renderProject = (project: Project, site: Site) => ({
  id: project.id,
  name: project.name,
  domain_id: project.domainId,
  parent_id: project.parentId ?? project.domainId,
  is_domain: false,
  enabled: project.enabled,
  description: project.description,
  links: { self: `${site.baseUrl}${path}/${project.id}` },
});

const Create = Type.Object({
  project: Type.Object({
    name: wordText(1, 64),
    parent_id: Type.Optional(orNull(idText)),
    description: Type.Optional(descriptionText),
    domain_id: Type.Optional(idText),
  }),
});
const Filters = Type.Object({
  name: Type.Optional(filterText),
  domain_id: Type.Optional(filterText),
  parent_id: Type.Optional(filterText),
  enabled: Type.Optional(Type.Boolean()),
  is_domain: Type.Optional(Type.Boolean()),
  ...numberedPage,
});

const Update = Type.Object({
  project: Type.Object({
    name: Type.Optional(wordText(1, 64)),
    description: Type.Optional(descriptionText),
    enabled: Type.Optional(Type.Boolean()),
  }),
});
/** The published words for a project that may be used, and one that may not. */
const statuses = ['normal', 'suspended'] as const;
const extended = '/v3-ext/projects/:target_project_id';

const projectId = (params: Readonly<Record<string, string>>) => ({ id: idOf<Project['id']>(params['target_project_id'] ?? '') });

export const projects: readonly Endpoint[] = [
  endpoint({
    dialect,
    method: 'GET',
    path: '/v3/auth/projects',
    summary: 'The projects the caller can have a token for',
    operations: ['list-projects'],
    responses: { 200: listOf('projects', ProjectShown) },
    async handle({ request: { site } }, run) {
      const done = await run('list-projects', { enabled: true });
      if (!done.ok) return done;
      const items = done.value.value.items.map((project) => renderProject(project, site));
      return ok({ status: 200, body: listBody(site, '/v3/auth/projects', 'projects', items) });
    },
  }),
  endpoint({
    dialect,
    method: 'GET',
    path,
    summary: "List projects of the caller's account",
    resource,
    operations: ['list-projects'],
    query: Filters,
    responses: { 200: listOf('projects', ProjectShown) },
    async handle({ query, request: { site } }, run) {
      const { name, domain_id, parent_id, enabled } = query;
      const done = await run('list-projects', {
        ...(name === undefined ? {} : { name }),
        ...(domain_id === undefined ? {} : { domainId: idOf(domain_id) }),
        ...(parent_id === undefined ? {} : { parentId: parent_id }),
        ...(enabled === undefined ? {} : { enabled }),
      });
      if (!done.ok) return done;
      const page = numbered(query.is_domain === true ? [] : done.value.value.items, query);
      if (!page.ok) return page;
      const items = page.value.map((project) => renderProject(project, site));
      return ok({ status: 200, body: listBody(site, path, 'projects', items) });
    },
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: `${path}/:target_project_id`,
    summary: 'Show a project',
    operation: 'show-project',
    success: [200, Wrapped],
    decode: ({ params }) => ok(projectId(params)),
    encode: (project, { request }) => ({ project: renderProject(project, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'POST',
    path,
    summary: "Create a sub-project; its name begins with its region's",
    resource,
    operation: 'create-project',
    body: Create,
    success: [201, Wrapped],
    decode: ({ body: { project } }) =>
      ok({
        name: project.name,
        description: project.description ?? '',
        ...(project.parent_id ? { parentId: idOf(project.parent_id) } : {}),
      }),
    encode: (project, { request }) => ({ project: renderProject(project, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'PATCH',
    path: `${path}/:target_project_id`,
    summary: "Change a project; a region's default project keeps its name",
    resource,
    operation: 'update-project',
    body: Update,
    success: [200, Wrapped],
    decode: ({ params, body: { project } }) => {
      const { name, description, enabled } = project;
      return ok({
        ...projectId(params),
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(enabled === undefined ? {} : { enabled }),
      });
    },
    encode: (project, { request }) => ({ project: renderProject(project, request.site) }),
  }),
  operationEndpoint({
    dialect,
    method: 'DELETE',
    path: `${path}/:target_project_id`,
    summary: "Delete a sub-project; a region's default project stays",
    operation: 'delete-project',
    // Published as 200, and one client takes nothing else.
    success: [200, null],
    decode: ({ params }) => ok(projectId(params)),
  }),
  operationEndpoint({
    dialect,
    method: 'GET',
    path: extended,
    summary: 'Show a project with its status',
    operation: 'show-project',
    success: [200, Type.Object({ project: ProjectWithStatus })],
    decode: ({ params }) => ok(projectId(params)),
    encode: (project, { request }) => ({
      project: { ...renderProject(project, request.site), status: statuses[project.enabled ? 0 : 1] },
    }),
  }),
  operationEndpoint({
    dialect,
    method: 'PUT',
    path: extended,
    summary: 'Suspend a project, or make it normal again',
    resource,
    operation: 'update-project',
    body: Type.Object({ project: Type.Object({ status: oneOf(statuses) }) }),
    success: [204, null],
    decode: ({ params, body: { project } }) => ok({ ...projectId(params), enabled: project.status === 'normal' }),
  }),
];
