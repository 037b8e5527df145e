import { Page } from '../../ui/page.tsx';
import { useWords } from '../../words/language.ts';

export default function Draft() {
  const words = useWords();
  return <Page title={words.topology.title}>{null}</Page>;
}
