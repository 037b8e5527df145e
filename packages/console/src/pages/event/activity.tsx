import Button from '@cloudscape-design/components/button';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listEvents } from '../../api/event.ts';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { Refused } from '../../ui/refused.tsx';
import { useSession } from '../../ui/session-context.ts';
import { SmallTable } from '../../ui/small-table.tsx';
import { useWords } from '../../words/language.ts';
import { EventSubject, useActor, useHappened } from './line.tsx';

/** Rows more for each press of the button; the kit draws every row, so they stop at 100. */
const step = 25;
const most = 100;

export default function Activity() {
  const words = useWords();
  const { project } = useSession();
  const actor = useActor();
  const happened = useHappened();
  const [limit, setLimit] = useState(step);
  const events = useQuery(listEvents(project.id, limit));
  return (
    <Page title={words.activity.title} description={words.activity.lead}>
      <SpaceBetween size="m">
        {events.isError && <Refused error={events.error} retry={() => void events.refetch()} />}
        <SmallTable
          title={words.activity.title}
          items={events.data}
          empty={<Empty title={words.activity.empty} text="" />}
          columns={[
            { id: 'at', header: words.activity.when, minWidth: 150, cell: ({ at }) => <Moment at={at} precision="seconds" /> },
            {
              id: 'who',
              header: words.activity.who,
              minWidth: 120,
              cell: (event) => actor(event),
            },
            {
              id: 'what',
              header: words.activity.what,
              minWidth: 140,
              isRowHeader: true,
              cell: (event) => <span title={event.kind}>{happened(event)}</span>,
            },
            { id: 'on', header: words.activity.on, minWidth: 140, cell: (event) => <EventSubject event={event} /> },
          ]}
        />
        {events.data && events.data.length >= limit && limit < most && (
          <Box textAlign="center">
            <Button loading={events.isFetching} onClick={() => setLimit(Math.min(most, limit + step))}>
              {words.activity.more}
            </Button>
          </Box>
        )}
      </SpaceBetween>
    </Page>
  );
}
