import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useLocation } from 'wouter';
import { signOut } from '../api/session.ts';
import { hrefOf, paths } from '../paths.ts';
import { chooseLanguage, languages, useLanguage, useWords, type Language } from '../words/language.ts';
import { chooseAppearance, useAppearance } from './appearance.ts';
import { useSession } from './session-context.ts';

/** Upper left: the region and project, as the published procedure has it. Upper right: the person. */
export function TopBar() {
  const words = useWords();
  const language = useLanguage();
  const appearance = useAppearance();
  const [location, navigate] = useLocation();
  const { session, project, left } = useSession();
  const regions = [...new Set(session.projects.map(({ region }) => region))].toSorted();
  const other: Language = language === 'en' ? 'de' : 'en';
  const nextAppearance = appearance === 'dark' ? 'light' : 'dark';

  const leave = async (): Promise<void> => {
    await signOut();
    left();
  };
  return (
    <header id="top-bar" aria-label={words.bar.main}>
      <a className="skip" href="#page">
        {words.bar.skip}
      </a>
      <a
        className="brand"
        aria-label="Isthmus"
        href={hrefOf(paths.home(project.id))}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          navigate(paths.home(project.id));
        }}
      >
        <img src="/console/isthmus.svg" alt="" width="28" height="28" /> <span>Isthmus</span>
      </a>
      <ButtonDropdown
        ariaLabel={`${words.bar.region}: ${project.region}, ${project.name}`}
        items={regions.map((region) => ({
          id: `region-${region}`,
          text: region,
          items: session.projects
            .filter((candidate) => candidate.region === region)
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map((candidate) => ({
              id: candidate.id,
              text: candidate.name,
              secondaryText: candidate.id,
              disabled: candidate.id === project.id,
              disabledReason: candidate.id === project.id ? words.bar.project : undefined,
            })),
        }))}
        onItemClick={({ detail }) => navigate(samePageIn(detail.id, location))}
      >
        {project.name === project.region ? project.region : `${project.region} · ${project.name}`}
      </ButtonDropdown>
      <span className="spring" />
      <ButtonDropdown
        ariaLabel={`${words.bar.account}: ${session.user.name}, ${session.domain.name}`}
        items={[
          { id: 'credentials', text: words.bar.credentials, href: hrefOf(paths.credentials(project.id)) },
          { id: 'appearance', text: words.bar[nextAppearance], iconName: 'view-full' },
          { id: 'language', text: languages[other] },
          { id: 'sign-out', text: words.bar.signOut },
        ]}
        onItemFollow={(event) => {
          event.preventDefault();
          navigate(paths.credentials(project.id));
        }}
        onItemClick={({ detail }) => {
          if (detail.id === 'appearance') chooseAppearance(nextAppearance);
          if (detail.id === 'language') chooseLanguage(other);
          if (detail.id === 'sign-out') void leave();
        }}
      >
        {session.user.name}
      </ButtonDropdown>
    </header>
  );
}

/** The same list in another project; what is inside one project has no counterpart in the other. */
function samePageIn(projectId: string, location: string): string {
  const [, , section = ''] = location.split('/');
  return section === '' ? paths.home(projectId) : `${paths.home(projectId)}/${section}`;
}
