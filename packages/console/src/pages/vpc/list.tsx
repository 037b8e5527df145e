import { useLocation } from 'wouter';
import { listVpcs, type ListedVpc } from '../../api/vpc.ts';
import { paths } from '../../paths.ts';
import { ShortId } from '../../ui/id-text.tsx';
import { ListPage } from '../../ui/list-page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { Moment } from '../../ui/moment.tsx';
import { useWords } from '../../words/language.ts';

export default function VpcList() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  return (
    <ListPage<ListedVpc>
      title={words.vpc.title}
      tableTitle={words.vpc.listTitle}
      create={{ operation: 'create-vpc', text: words.vpc.create, go: () => navigate(paths.createVpc(project.id)) }}
      search
      read={(marker, search) => listVpcs(project.id, marker, search)}
      counted={words.vpc.count}
      columns={[
        {
          id: 'name',
          header: words.common.name,
          isRowHeader: true,
          cell: ({ id, name }) => <To path={paths.vpc(project.id, id)}>{name || id}</To>,
        },
        { id: 'id', header: words.vpc.id, cell: ({ id }) => <ShortId id={id} what={words.vpc.id} /> },
        {
          id: 'cidr',
          header: words.vpc.cidr,
          cell: ({ cidr, secondary_cidrs }) => (
            <div className="cell-stack">
              {[cidr ?? words.common.none, ...secondary_cidrs].map((block) => (
                <div key={block} className="nowrap">
                  {block}
                </div>
              ))}
            </div>
          ),
        },
        { id: 'description', header: words.common.description, cell: ({ description }) => description || words.common.none },
        { id: 'created', header: words.common.created, cell: ({ created_at }) => <Moment at={created_at} /> },
      ]}
      empty={{ title: words.vpc.emptyTitle, text: words.vpc.empty }}
    />
  );
}
