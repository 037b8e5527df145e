import type { QueryClient } from '@tanstack/react-query';

/** One committed change, as the stream tells it; what changed is then read again from the API. */
export interface LiveEvent {
  readonly generation: number;
  /** RFC 3339. */
  readonly at: string;
  readonly kind: string;
  readonly resource_kind: string;
  readonly resource_id: string;
}

/** Many events of one burst cause one reading, this much later (milliseconds). */
const settle = 40;

/**
 * Follows a project's events and lets what is on screen be read again after each. Returns how to stop. The browser
 * reconnects by itself and names the last event it saw; the service then sends what was missed, or `reset`.
 */
export function followProject(projectId: string, queries: QueryClient, heard: (event: LiveEvent) => void): () => void {
  const source = new EventSource(`/isthmus/v1/projects/${projectId}/events/stream`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: [projectId] });
    }, settle);
  };
  source.addEventListener('change', (message: MessageEvent<string>) => {
    heard(JSON.parse(message.data) as LiveEvent);
    refresh();
  });
  source.addEventListener('reset', refresh);
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
