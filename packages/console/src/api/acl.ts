import type { AclRule as CoreRule } from '@isthmus/core';
import { queryOptions } from '@tanstack/react-query';
import { answer, client } from './client.ts';
import { pageQuery, type PageOf } from './page.ts';
import type { Answered } from './shape.ts';

const collection = '/v3/{project_id}/vpc/firewalls';
const listed = '/isthmus/v1/projects/{project_id}/firewalls';
const one = '/v3/{project_id}/vpc/firewalls/{firewall_id}';

/** A network ACL in the list, with how many subnets it filters. */
export type ListedAcl = Answered<typeof listed, 'get'>['firewalls'][number];
export type Acl = Answered<typeof one, 'get'>['firewall'];
export type AclRule = Acl['ingress_rules'][number];
export type AclDirection = 'ingress' | 'egress';

export const listAcls = (projectId: string, marker: string | null, search: string | null) =>
  queryOptions({
    queryKey: [projectId, 'acls', search, marker],
    queryFn: async (): Promise<PageOf<ListedAcl>> => {
      const query = pageQuery(marker, search);
      const { firewalls, next_marker } = await answer(client.GET(listed, { params: { path: { project_id: projectId }, query } }));
      return { items: firewalls, next: next_marker ?? null };
    },
  });

const paramsOf = (projectId: string, id: string) => ({ path: { project_id: projectId, firewall_id: id } });

export const showAcl = (projectId: string, id: string) =>
  queryOptions({
    queryKey: [projectId, 'acl', id],
    queryFn: async () => (await answer(client.GET(one, { params: paramsOf(projectId, id) }))).firewall,
  });

export const createAcl = async (projectId: string, firewall: { readonly name: string; readonly description: string }) =>
  (await answer(client.POST(collection, { params: { path: { project_id: projectId } }, body: { firewall } }))).firewall;

export const deleteAcl = (projectId: string, id: string) => answer(client.DELETE(one, { params: paramsOf(projectId, id) }));

export const setAclUp = (projectId: string, id: string, admin_state_up: boolean) =>
  answer(client.PUT(one, { params: paramsOf(projectId, id), body: { firewall: { admin_state_up } } }));

export interface AclRuleRequest {
  readonly action: 'allow' | 'deny';
  readonly ip_version: 4 | 6;
  readonly protocol: CoreRule['protocol'];
  readonly source_ip_address: string | null;
  readonly destination_ip_address: string | null;
  readonly source_port: string | null;
  readonly destination_port: string | null;
  readonly description: string;
  readonly enabled: boolean;
}

/** Behind another rule, or before all. */
export const insertAclRule = (projectId: string, id: string, direction: AclDirection, rule: AclRuleRequest, after: string | null) =>
  answer(
    client.PUT(`${one}/insert-rules`, {
      params: paramsOf(projectId, id),
      body: { firewall: { [`${direction}_rules`]: [rule], ...(after === null ? {} : { insert_after_rule: after }) } },
    }),
  );

export const changeAclRule = (projectId: string, id: string, direction: AclDirection, ruleId: string, rule: AclRuleRequest) =>
  answer(
    client.PUT(`${one}/update-rules`, {
      params: paramsOf(projectId, id),
      body: { firewall: { [`${direction}_rules`]: [{ id: ruleId, ...rule }] } },
    }),
  );

export const removeAclRule = (projectId: string, id: string, direction: AclDirection, ruleId: string) =>
  answer(
    client.PUT(`${one}/remove-rules`, {
      params: paramsOf(projectId, id),
      body: { firewall: { [`${direction}_rules`]: [{ id: ruleId }] } },
    }),
  );

const subnetsBody = (projectId: string, id: string, subnetIds: readonly string[]) => ({
  params: paramsOf(projectId, id),
  body: { subnets: subnetIds.map((virsubnet_id) => ({ virsubnet_id })) },
});
export const associateAcl = (projectId: string, id: string, subnetIds: readonly string[]) =>
  answer(client.PUT(`${one}/associate-subnets`, subnetsBody(projectId, id, subnetIds)));
export const disassociateAcl = (projectId: string, id: string, subnetIds: readonly string[]) =>
  answer(client.PUT(`${one}/disassociate-subnets`, subnetsBody(projectId, id, subnetIds)));
