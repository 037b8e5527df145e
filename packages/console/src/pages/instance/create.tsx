import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createInstance } from '../../api/instance.ts';
import { listSecurityGroups } from '../../api/security-group.ts';
import { listSubnets } from '../../api/subnet.ts';
import { allVpcs } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { useAct } from '../../ui/act.ts';
import { CreateForm } from '../../ui/create-form.tsx';
import { addressProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { GroupsField } from './change-groups.tsx';

export default function InstanceCreate() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [name, setName] = useState('');
  const [subnetId, setSubnetId] = useState('');
  const [address, setAddress] = useState('');
  const allGroups = useQuery(listSecurityGroups(project.id));
  const [groups, setGroups] = useState<readonly string[] | null>(null);
  // The service's own choice where none is made; shown, because it decides what reaches the instance.
  const chosen = groups ?? (allGroups.data ?? []).filter(({ name: group }) => group === 'default').map(({ id }) => id);
  const vpcs = useQuery(allVpcs(project.id));
  const [given] = useState(() => new URLSearchParams(location.search).get('vpc'));
  const subnets = useQuery(listSubnets(project.id, given));
  const choices = (subnets.data ?? []).map(({ id, name: label, cidr, vpc_id }) => ({
    value: id,
    label,
    description: `${cidr} · ${vpcs.data?.find((vpc) => vpc.id === vpc_id)?.name ?? vpc_id}`,
  }));
  const problems = {
    name: nameProblem(name, words),
    subnet: subnetId === '' ? words.common.required : '',
    address: address === '' ? '' : addressProblem(address, words),
  };
  const send = () =>
    act(
      () =>
        createInstance(project.id, {
          name,
          subnet_id: subnetId,
          ...(address === '' ? {} : { ip_address: address }),
          ...(groups === null ? {} : { security_group_ids: groups }),
        }),
      words.instance.created(name),
    );
  return (
    <Page title={words.instance.create} above={[{ text: words.instance.title, path: paths.instances(project.id) }]}>
      <CreateForm
        problems={problems}
        send={send}
        sent={({ id }) => navigate(paths.instance(project.id, id))}
        back={paths.instances(project.id)}
      >
        {(shown) => (
          <Container>
            <SpaceBetween size="l">
              <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                <Input value={name} onChange={({ detail }) => setName(detail.value)} placeholder="web" />
              </FormField>
              <FormField label={words.instance.subnet} errorText={shown(problems.subnet)}>
                <Select
                  selectedOption={choices.find(({ value }) => value === subnetId) ?? null}
                  options={choices}
                  onChange={({ detail }) => setSubnetId(detail.selectedOption.value ?? '')}
                  placeholder={words.instance.subnet}
                  empty={words.vpc.noSubnets}
                />
              </FormField>
              <FormField label={words.instance.address} constraintText={words.instance.addressHint} errorText={shown(problems.address)}>
                <Input value={address} onChange={({ detail }) => setAddress(detail.value.trim())} />
              </FormField>
              <GroupsField chosen={chosen} choose={setGroups} />
            </SpaceBetween>
          </Container>
        )}
      </CreateForm>
    </Page>
  );
}
