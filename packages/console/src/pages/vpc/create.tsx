import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { createSubnet } from '../../api/subnet.ts';
import { createVpc, type Vpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { useAct, type Acted } from '../../ui/act.ts';
import { CreateForm } from '../../ui/create-form.tsx';
import { cidrProblem, descriptionProblem, nameProblem } from '../../ui/field-rules.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { firstSubnetOf } from './first-subnet.ts';

export default function VpcCreate() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const act = useAct();
  const [name, setName] = useState('');
  const [cidr, setCidr] = useState('192.168.0.0/16');
  const [description, setDescription] = useState('');
  const [subnetName, setSubnetName] = useState('subnet-1');
  const [subnetCidr, setSubnetCidr] = useState<string | null>(null);

  const subnet = subnetCidr ?? firstSubnetOf(cidr)?.cidr ?? '';
  const problems = {
    name: nameProblem(name, words),
    cidr: cidrProblem(cidr, words),
    description: descriptionProblem(description, words),
    subnetName: nameProblem(subnetName, words),
    subnet: cidrProblem(subnet, words),
  };
  const send = async (): Promise<Acted<Vpc>> => {
    const made = await act(() => createVpc(project.id, { name, cidr, description }), words.vpc.created(name));
    if (!made.ok) return made;
    const vpc_id = made.value.id;
    const gateway_ip = firstSubnetOf(subnet)?.gateway ?? '';
    const first = await act(
      () => createSubnet(project.id, { name: subnetName, cidr: subnet, gateway_ip, vpc_id }),
      words.vpc.subnetCreated(subnetName),
    );
    return first.ok ? made : first;
  };
  return (
    <Page title={words.vpc.createTitle} above={[{ text: words.vpc.title, path: paths.vpcs(project.id) }]}>
      <CreateForm problems={problems} send={send} sent={({ id }) => navigate(paths.vpc(project.id, id))} back={paths.vpcs(project.id)}>
        {(shown) => (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{words.vpc.basic}</Header>}>
              <SpaceBetween size="m">
                <FormField label={words.common.name} constraintText={words.common.nameRule} errorText={shown(problems.name)}>
                  <Input value={name} onChange={({ detail }) => setName(detail.value)} ariaRequired placeholder="vpc_002" />
                </FormField>
                <FormField label={words.vpc.cidr} constraintText={words.vpc.cidrHint} errorText={shown(problems.cidr)}>
                  <Input value={cidr} onChange={({ detail }) => setCidr(detail.value)} ariaRequired />
                </FormField>
                <FormField
                  label={words.common.description}
                  constraintText={words.common.descriptionRule}
                  errorText={shown(problems.description)}
                >
                  <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
            <Container header={<Header variant="h2">{words.vpc.subnetPart}</Header>}>
              <SpaceBetween size="m">
                <FormField label={words.vpc.subnetName} errorText={shown(problems.subnetName)}>
                  <Input value={subnetName} onChange={({ detail }) => setSubnetName(detail.value)} />
                </FormField>
                <FormField label={words.vpc.subnetCidr} constraintText={words.vpc.subnetHint} errorText={shown(problems.subnet)}>
                  <Input value={subnet} onChange={({ detail }) => setSubnetCidr(detail.value)} />
                </FormField>
              </SpaceBetween>
            </Container>
          </SpaceBetween>
        )}
      </CreateForm>
    </Page>
  );
}
