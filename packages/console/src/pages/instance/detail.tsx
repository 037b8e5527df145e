import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { deleteInstance, showInstance } from '../../api/instance.ts';
import { listSecurityGroups } from '../../api/security-group.ts';
import { listSubnets } from '../../api/subnet.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IdText } from '../../ui/id-text.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { securityWords } from '../security/words.ts';
import { ChangeGroups } from './change-groups.tsx';
import { RealPing } from './real-ping.tsx';
import { InstanceStatusText } from './status.tsx';

export default function InstanceDetail() {
  const words = useWords();
  const say = useWordsOf(securityWords);
  const { project } = useSession();
  const { id = '' } = useParams<{ id: string }>();
  const [, navigate] = useLocation();
  const instance = useQuery(showInstance(project.id, id));
  const vpcs = useQuery(allVpcs(project.id));
  const groups = useQuery(listSecurityGroups(project.id));
  const [changing, setChanging] = useState(false);
  const subnets = useQuery(listSubnets(project.id, null));
  const above = [{ text: words.instance.title, path: paths.instances(project.id) }];
  if (instance.isPending) return <Loading />;
  if (instance.isError)
    return (
      <Page title={words.instance.title} above={above}>
        <Refused error={instance.error} retry={() => void instance.refetch()} />
      </Page>
    );
  const { name, status, ip_address, mac_address, vpc_id, subnet_id, created_at, security_group_ids } = instance.data;
  const subnet = subnets.data?.find((candidate) => candidate.id === subnet_id);
  return (
    <Page
      title={name}
      above={above}
      actions={
        <DeleteButton
          place="page"
          name={name}
          operation="delete-instance"
          title={words.instance.deleteTitle(name)}
          text={words.instance.deleteText}
          run={() => deleteInstance(project.id, id)}
          said={words.instance.deleted(name)}
          deleted={() => navigate(paths.instances(project.id))}
        />
      }
    >
      <SpaceBetween size="l">
        <Container
          header={
            <Header
              variant="h2"
              actions={
                <Do operation="update-port" go={() => setChanging(true)}>
                  {say.change}
                </Do>
              }
            >
              {words.vpc.basic}
            </Header>
          }
        >
          <Facts
            columns={2}
            facts={[
              [words.common.status, <InstanceStatusText key="status" status={status} />],
              [
                words.instance.address,
                ip_address ? <IdText key="address" id={ip_address} what={words.instance.address} /> : words.common.none,
              ],
              [words.instance.mac, mac_address],
              [words.common.id, <IdText key="id" id={id} what={words.common.id} />],
              [
                words.instance.vpc,
                <To key="vpc" path={paths.vpc(project.id, vpc_id)}>
                  {vpcs.data?.find((vpc) => vpc.id === vpc_id)?.name ?? vpc_id}
                </To>,
              ],
              [words.instance.subnet, subnet ? `${subnet.name} ${subnet.cidr}` : subnet_id],
              [words.common.created, <Moment key="created" at={created_at} />],
              [
                say.title,
                <SpaceBetween key="groups" size="xxs">
                  {security_group_ids.length === 0 && words.common.none}
                  {security_group_ids.map((group) => (
                    <To key={group} path={paths.securityGroup(project.id, group)}>
                      {groups.data?.find((one) => one.id === group)?.name ?? group.slice(0, 8)}
                    </To>
                  ))}
                </SpaceBetween>,
              ],
            ]}
          />
        </Container>
        <RealPing instance={instance.data} />
        {changing && <ChangeGroups instance={instance.data} close={() => setChanging(false)} />}
      </SpaceBetween>
    </Page>
  );
}
