import ProgressBar from '@cloudscape-design/components/progress-bar';
import { useQuery } from '@tanstack/react-query';
import { listQuotas, type Quota } from '../../api/quota.ts';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWordsOf } from '../../words/language.ts';
import { quotaWords } from './words.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** What is used and what may be, the nearest to its limit first. */
export default function Quotas() {
  const say = useWordsOf(quotaWords);
  const { project } = useSession();
  const quotas = useQuery(listQuotas(project.id));
  return (
    <Page title={say.title} description={say.lead}>
      {quotas.isError ? (
        <Refused error={quotas.error} retry={() => void quotas.refetch()} />
      ) : (
        <SmallTable
          title={say.title}
          items={quotas.data?.toSorted((a, b) => shareOf(b) - shareOf(a))}
          empty=""
          columns={[
            { id: 'resource', header: say.resource, isRowHeader: true, width: '40%', cell: ({ type }) => say.names[type] },
            { id: 'use', header: say.use, cell: (quota) => <Use quota={quota} /> },
          ]}
        />
      )}
    </Page>
  );
}

function Use({ quota }: { readonly quota: Quota }) {
  const say = useWordsOf(quotaWords);
  const text = say.of(quota.used, quota.quota < 0 ? say.unlimited : String(quota.quota));
  if (quota.quota < 0) return <span>{text}</span>;
  return (
    <div data-quota={quota.type}>
      <ProgressBar value={Math.min(100, shareOf(quota) * 100)} ariaLabel={`${say.names[quota.type]}: ${text}`} additionalInfo={text} />
      {quota.used >= quota.quota && <StatusMark type="warning">{say.full}</StatusMark>}
    </div>
  );
}

/** Of 1, which is used up; what has no limit is used by nothing. */
const shareOf = ({ used, quota }: Quota): number => (quota < 0 ? 0 : quota === 0 ? 1 : used / quota);
