import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLocation } from 'wouter';
import { signOut, type Session } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/language.ts';

/** An address of another account's project. It says no more than that this account has none of that id. */
export function Forbidden({ session, left }: { readonly session: Session; readonly left: () => void }) {
  const words = useWords();
  const [, navigate] = useLocation();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Alert type="warning" header={words.session.foreignTitle}>
          <SpaceBetween size="m">
            <Box>
              {session.projects.length === 0 ? words.session.noProjects(session.domain.name) : words.session.foreign(session.domain.name)}
            </Box>
            <SpaceBetween direction="horizontal" size="xs">
              {session.projects.slice(0, 4).map((project) => (
                <Button key={project.id} onClick={() => navigate(paths.home(project.id))}>
                  {`${words.session.open} ${project.name}`}
                </Button>
              ))}
              <Button variant="link" onClick={() => void signOut().then(left)}>
                {words.bar.signOut}
              </Button>
            </SpaceBetween>
          </SpaceBetween>
        </Alert>
      </div>
    </main>
  );
}
