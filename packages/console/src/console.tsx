import AppLayout from '@cloudscape-design/components/app-layout';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { forgetCalls } from './api/call-log.ts';
import { followProject } from './api/live.ts';
import { scope } from './api/scope.ts';
import type { Session, SessionProject } from './api/session.ts';
import { Forbidden } from './pages/session/forbidden.tsx';
import { NotFound } from './pages/session/not-found.tsx';
import { hrefOf, paths } from './paths.ts';
import { routes } from './routes.tsx';
import { Equivalents } from './ui/commands/equivalents.tsx';
import { heardEvent } from './ui/receipts.ts';
import { Loading } from './ui/loading.tsx';
import { Notices, turnPage } from './ui/notices.tsx';
import { PageBoundary } from './ui/page-boundary.tsx';
import { mayDo } from './ui/may.ts';
import { SessionContext } from './ui/session-context.ts';
import { TopBar } from './ui/top-bar.tsx';
import { useKitWords } from './words/kit.ts';
import { useWords } from './words/language.ts';

const lastProject = 'isthmus.project';

/** The project that the address names; else the one last used; else the first. */
function projectAt(location: string, session: Session): SessionProject | 'unknown' | undefined {
  const named = location.split('/')[1];
  if (named) return session.projects.find((project) => project.id === named) ?? 'unknown';
  return session.projects.find((project) => project.id === localStorage.getItem(lastProject)) ?? session.projects[0];
}

export function Console({ session, left }: { readonly session: Session; readonly left: () => void }) {
  const [location] = useLocation();
  const project = projectAt(location, session);
  if (project === undefined || project === 'unknown') return <Forbidden session={session} left={left} />;
  if (location === '/') return <Redirect to={paths.home(project.id)} replace />;
  return <Workspace key={project.id} session={session} project={project} left={left} />;
}

interface WorkspaceProps {
  readonly session: Session;
  readonly project: SessionProject;
  readonly left: () => void;
}

function Workspace({ session, project, left }: WorkspaceProps) {
  const words = useWords();
  const kit = useKitWords();
  const [location, navigate] = useLocation();
  const queries = useQueryClient();
  const [navigation, setNavigation] = useState(() => matchMedia('(min-width: 900px)').matches);
  scope.set(project.id);
  useEffect(() => {
    localStorage.setItem(lastProject, project.id);
    forgetCalls();
    return followProject(project.id, queries, heardEvent);
  }, [project.id, queries]);
  useEffect(turnPage, [location]);
  const context = useMemo(() => ({ session, project, left }), [session, project, left]);

  const links = {
    overview: paths.home(project.id),
    vpcs: paths.vpcs(project.id),
    peerings: paths.peerings(project.id),
    instances: paths.instances(project.id),
    securityGroups: paths.securityGroups(project.id),
    acls: paths.acls(project.id),
    guardrails: paths.guardrails(project.id),
    quotas: paths.quotas(project.id),
    troubleshoot: paths.troubleshoot(project.id),
    topology: paths.topology(project.id),
    activity: paths.activity(project.id),
    users: paths.users(project.id),
    credentials: paths.credentials(project.id),
  };
  const here = Object.values(links).reduce((best, link) => (location.startsWith(link) && link.length > best.length ? link : best), '');
  return (
    <I18nProvider locale={kit.locale} messages={kit.messages}>
      <SessionContext value={context}>
        <TopBar />
        <AppLayout
          headerSelector="#top-bar"
          toolsHide
          navigationOpen={navigation}
          onNavigationChange={({ detail }) => setNavigation(detail.open)}
          ariaLabels={words.layout}
          navigation={
            <SideNavigation
              activeHref={hrefOf(here)}
              onFollow={(event) => {
                if (event.detail.external) return;
                event.preventDefault();
                navigate(event.detail.href.replace(/^\/console/, ''));
                if (matchMedia('(max-width: 899px)').matches) setNavigation(false);
              }}
              items={[
                { type: 'link', text: words.nav.overview, href: hrefOf(links.overview) },
                { type: 'divider' },
                {
                  type: 'section-group',
                  title: words.nav.network,
                  items: [
                    { type: 'link', text: words.nav.vpc, href: hrefOf(links.vpcs) },
                    { type: 'link', text: words.nav.peering, href: hrefOf(links.peerings) },
                    { type: 'link', text: words.nav.instances, href: hrefOf(links.instances) },
                    { type: 'link', text: words.nav.topology, href: hrefOf(links.topology) },
                  ],
                },
                {
                  type: 'section-group',
                  title: words.nav.control,
                  items: [
                    { type: 'link', text: words.nav.securityGroups, href: hrefOf(links.securityGroups) },
                    { type: 'link', text: words.nav.acls, href: hrefOf(links.acls) },
                    { type: 'link', text: words.nav.guardrails, href: hrefOf(links.guardrails) },
                  ],
                },
                {
                  type: 'section-group',
                  title: words.nav.understand,
                  items: [
                    { type: 'link', text: words.nav.troubleshoot, href: hrefOf(links.troubleshoot) },
                    { type: 'link', text: words.nav.activity, href: hrefOf(links.activity) },
                    { type: 'link', text: words.nav.quotas, href: hrefOf(links.quotas) },
                  ],
                },
                { type: 'divider' },
                ...(mayDo(session, 'list-users') ? [{ type: 'link' as const, text: words.nav.users, href: hrefOf(links.users) }] : []),
                { type: 'link', text: words.nav.credentials, href: hrefOf(links.credentials) },
                { type: 'link', text: words.nav.api, href: '/docs', external: true },
              ]}
            />
          }
          notifications={<Notices />}
          content={
            <PageBoundary key={location}>
              <Suspense fallback={<Loading />}>
                <Switch>
                  {routes.map(({ path, page }) => (
                    <Route key={path} path={path} component={page} />
                  ))}
                  <Route component={NotFound} />
                </Switch>
              </Suspense>
              <Equivalents />
            </PageBoundary>
          }
        />
      </SessionContext>
    </I18nProvider>
  );
}
