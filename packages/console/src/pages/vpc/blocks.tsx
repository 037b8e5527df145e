import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { parseCidr, withSecondaryBlocks, type Cidr, type Vpc as CoreVpc } from '@isthmus/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { addSecondaryBlock, removeSecondaryBlock, secondaryBlocks, type Vpc } from '../../api/vpc.ts';
import { useAct } from '../../ui/act.ts';
import { DeleteButton } from '../../ui/delete-button.tsx';
import { Do } from '../../ui/do.tsx';
import { cidrProblem } from '../../ui/field-rules.ts';
import { Question } from '../../ui/question.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { inBoth } from '../../words/in-both.ts';
import { useWords, useWordsOf } from '../../words/language.ts';

const blockWords = inBoth(
  {
    title: 'CIDR Blocks',
    lead: 'Subnets may lie in any of these. A secondary block is for when the first is used up.',
    kind: 'Kind',
    primary: 'Primary',
    secondary: 'Secondary',
    add: 'Add Secondary CIDR Block',
    field: 'Secondary CIDR Block',
    hint: 'Outside 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16, such as 23.8.0.0/16.',
    added: (block: string) => `Secondary block ${block} is added.`,
    removed: (block: string) => `Secondary block ${block} is removed.`,
    removeTitle: (block: string) => `Remove secondary block ${block}?`,
    removeText: 'Only a block that holds no subnet can be removed.',
  },
  {
    title: 'CIDR-Blöcke',
    lead: 'Subnetze dürfen in jedem davon liegen. Ein sekundärer Block hilft, wenn der erste belegt ist.',
    kind: 'Art',
    primary: 'Primär',
    secondary: 'Sekundär',
    add: 'Sekundären CIDR-Block hinzufügen',
    field: 'Sekundärer CIDR-Block',
    hint: 'Außerhalb von 10.0.0.0/8, 172.16.0.0/12 und 192.168.0.0/16, zum Beispiel 23.8.0.0/16.',
    added: (block) => `Sekundärer Block ${block} ist hinzugefügt.`,
    removed: (block) => `Sekundärer Block ${block} ist entfernt.`,
    removeTitle: (block) => `Sekundären Block ${block} entfernen?`,
    removeText: 'Nur ein Block ohne Subnetz kann entfernt werden.',
  },
);

/** The blocks of addresses that the VPC's subnets may lie in. */
export function BlocksOfVpc({ vpc }: { readonly vpc: Vpc }) {
  const words = useWords();
  const say = useWordsOf(blockWords);
  const { project } = useSession();
  const [adding, setAdding] = useState(false);
  const secondary = useQuery(secondaryBlocks(project.id, vpc.id));
  if (secondary.isError) return <Refused error={secondary.error} retry={() => void secondary.refetch()} />;
  const rows = secondary.data && [
    ...(vpc.cidr === '' ? [] : [{ block: vpc.cidr, kind: 'primary' as const }]),
    ...secondary.data.map((block) => ({ block, kind: 'secondary' as const })),
  ];
  return (
    <>
      <SmallTable
        title={say.title}
        description={say.lead}
        items={rows}
        empty=""
        actions={
          <Do operation="add-secondary-blocks" go={() => setAdding(true)}>
            {say.add}
          </Do>
        }
        columns={[
          { id: 'block', header: words.vpc.cidr, isRowHeader: true, cell: ({ block }) => block },
          { id: 'kind', header: say.kind, cell: ({ kind }) => say[kind] },
          {
            id: 'operation',
            header: words.common.operation,
            cell: ({ block, kind }) =>
              kind === 'primary' ? (
                words.common.none
              ) : (
                <DeleteButton
                  place="row"
                  name={block}
                  operation="remove-secondary-blocks"
                  title={say.removeTitle(block)}
                  text={say.removeText}
                  run={() => removeSecondaryBlock(project.id, vpc.id, block)}
                  said={say.removed(block)}
                />
              ),
          },
        ]}
      />
      {adding && <AddBlock vpc={vpc} secondary={secondary.data ?? []} close={() => setAdding(false)} />}
    </>
  );
}

interface AddBlockProps {
  readonly vpc: Vpc;
  readonly secondary: readonly string[];
  readonly close: () => void;
}

function AddBlock({ vpc, secondary, close }: AddBlockProps) {
  const words = useWords();
  const say = useWordsOf(blockWords);
  const { project } = useSession();
  const act = useAct();
  const [block, setBlock] = useState('');
  const problem = cidrProblem(block, words) || refusedBlock(vpc, secondary, block);
  return (
    <Question
      title={say.add}
      yes={words.common.ok}
      no={words.common.cancel}
      disabled={problem === '' ? undefined : problem}
      run={() => act(() => addSecondaryBlock(project.id, vpc.id, block), say.added(block))}
      close={close}
    >
      <FormField label={say.field} constraintText={say.hint} errorText={block === '' ? '' : problem}>
        <Input value={block} placeholder="23.8.0.0/16" onChange={({ detail }) => setBlock(detail.value.trim())} />
      </FormField>
    </Question>
  );
}

/** Core's own rule about secondary blocks, before anything is sent; empty where it allows this one. */
function refusedBlock({ id, cidr }: Vpc, secondary: readonly string[], block: string): string {
  const blocks = (texts: readonly string[]): readonly Cidr[] =>
    texts.flatMap((text) => {
      const parsed = parseCidr(text);
      return parsed.ok ? [parsed.value] : [];
    });
  const [primary = null] = blocks([cidr]);
  const allowed = withSecondaryBlocks({ id: id as CoreVpc['id'], cidr: primary, secondaryCidrs: blocks(secondary) }, blocks([block]));
  if (allowed.ok) return '';
  const { problem } = allowed;
  if (problem.kind === 'block-refused') return `${problem.cidr}: ${problem.reason}; ${problem.fix}.`;
  return problem.kind === 'cidr-overlap' ? `${problem.cidr} ∩ ${problem.other}` : problem.kind;
}
