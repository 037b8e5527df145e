import type { PeeringHealthWord } from '@isthmus/core';
import type { Event } from '../../api/event.ts';
import { paths } from '../../paths.ts';
import { Moment } from '../../ui/moment.tsx';
import { useSession } from '../../ui/session-context.ts';
import { To } from '../../ui/to.tsx';
import { useWords, useWordsOf } from '../../words/language.ts';
import { eventWords, kindText } from './words.ts';

/** Where a thing that something happened to can be looked at. */
const pageOf: Readonly<Record<string, (projectId: string, id: string) => string>> = {
  vpc: paths.vpc,
  peering: paths.peering,
  instance: paths.instance,
  security_group: paths.securityGroup,
  firewall: paths.acl,
};

/** Who did it, as this account may know. */
export function useActor(): (event: Event) => string {
  const words = useWords();
  const { session } = useSession();
  return ({ actor }) => {
    if (actor === null) return words.activity.clock;
    if (actor.user_name !== null)
      return actor.user_name === session.user.name ? `${actor.user_name} (${words.activity.you})` : actor.user_name;
    return words.activity.other;
  };
}

/** What happened, in words. */
export function useHappened(): (event: Event) => string {
  const words = useWords();
  const say = useWordsOf(eventWords);
  return ({ kind, detail }) => {
    const health = words.peering.health[detail['health'] as PeeringHealthWord] as string | undefined;
    return kind === 'health.changed' && health !== undefined ? say.health(health) : kindText(kind, say);
  };
}

/** `peering.accepted` of a thing, by its name where the event tells it. */
export function EventSubject({ event }: { readonly event: Event }) {
  const { project } = useSession();
  const { resource_kind, resource_id, detail, kind } = event;
  const name =
    typeof detail['name'] === 'string' ? detail['name'] : typeof detail['destination'] === 'string' ? detail['destination'] : null;
  const text = name ?? resource_id.slice(0, 8);
  const page = kind.endsWith('.deleted') ? undefined : pageOf[resource_kind];
  return page ? <To path={page(project.id, resource_id)}>{text}</To> : <span>{text}</span>;
}

export function EventLine({ event }: { readonly event: Event }) {
  const actor = useActor();
  const happened = useHappened();
  return (
    <div className="event-line">
      <span className="quiet">
        <Moment at={event.at} />
      </span>{' '}
      <b>{actor(event)}</b> · {happened(event)} · <EventSubject event={event} />
    </div>
  );
}
