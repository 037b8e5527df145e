import { useLocation } from 'wouter';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { paths } from '../../paths.ts';
import { Page } from '../../ui/page.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';

export function NotFound() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  return (
    <Page title={words.session.missingTitle}>
      <SpaceBetween size="m">
        <Box>{words.session.missing}</Box>
        <Button onClick={() => navigate(paths.home(project.id))}>{words.nav.overview}</Button>
      </SpaceBetween>
    </Page>
  );
}
