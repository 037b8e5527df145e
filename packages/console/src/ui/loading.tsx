import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { useWords } from '../words/language.ts';

export function Loading() {
  const words = useWords();
  return (
    <Box textAlign="center" padding="xxl">
      <Spinner size="large" />
      <div className="quiet" role="status">
        {words.common.loading}
      </div>
    </Box>
  );
}
