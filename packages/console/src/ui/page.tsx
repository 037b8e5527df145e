import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { hrefOf, paths } from '../paths.ts';
import { useWords } from '../words/language.ts';
import { useSession } from './session-context.ts';

interface PageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** The pages above this one. */
  readonly above?: readonly { readonly text: string; readonly path: string }[];
  readonly children: ReactNode;
}

/** What every page has: where it is, its one heading, its actions, and a place for the keyboard to land. */
export function Page({ title, description, actions, above, children }: PageProps) {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · Isthmus`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) top.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div id="page" ref={top} tabIndex={-1} className="page">
      <ContentLayout
        header={
          <SpaceBetween size="xs">
            {above && (
              <BreadcrumbGroup
                ariaLabel={words.nav.overview}
                items={[
                  { text: words.nav.overview, href: hrefOf(paths.home(project.id)) },
                  ...above.map(({ text, path }) => ({ text, href: hrefOf(path) })),
                  { text: title, href: '' },
                ]}
                onFollow={(event) => {
                  event.preventDefault();
                  if (event.detail.href !== '') navigate(event.detail.href.replace(/^\/console/, ''));
                }}
              />
            )}
            <Header variant="h1" description={description} actions={actions}>
              {title}
            </Header>
          </SpaceBetween>
        }
      >
        {children}
      </ContentLayout>
    </div>
  );
}
