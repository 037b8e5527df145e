import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { chooseLanguage, languages, useLanguage, useWords, type Language } from '../words/language.ts';
import { chooseAppearance, useAppearance } from './appearance.ts';

const other: Readonly<Record<Language, Language>> = { en: 'de', de: 'en' };

/** Light or dark, English or German; for the pages that have no bar at the top. */
export function Preferences() {
  const words = useWords();
  const language = useLanguage();
  const appearance = useAppearance();
  const next = appearance === 'dark' ? 'light' : 'dark';
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={() => chooseAppearance(next)}>
        {words.bar[next]}
      </Button>
      <Button variant="link" onClick={() => chooseLanguage(other[language])}>
        {languages[other[language]]}
      </Button>
    </SpaceBetween>
  );
}
