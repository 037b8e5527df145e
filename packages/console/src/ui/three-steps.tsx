import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useLocation } from 'wouter';
import { paths } from '../paths.ts';
import { useWords } from '../words/language.ts';
import { useSession } from './session-context.ts';

/** What an empty page of peerings teaches: ask, agree, route; with a picture. */
export function ThreeSteps() {
  const words = useWords();
  const { project } = useSession();
  const [, navigate] = useLocation();
  const { step1, step1Text, step2, step2Text, step3, step3Text } = words.peering;
  return (
    <SpaceBetween size="l">
      <svg className="steps-picture" viewBox="0 0 720 120" role="img" aria-label={words.peering.picture}>
        <rect className="box-mine" x="4" y="14" width="180" height="92" rx="12" />
        <rect className="box-theirs" x="536" y="14" width="180" height="92" rx="12" />
        <text x="94" y="52" className="picture-title">
          VPC
        </text>
        <text x="94" y="76" className="picture-text">
          192.168.0.0/16
        </text>
        <text x="626" y="52" className="picture-title">
          VPC
        </text>
        <text x="626" y="76" className="picture-text">
          10.0.0.0/16
        </text>
        <path className="picture-line" d="M184 60H536" />
        <circle className="picture-dot" cx="360" cy="60" r="18" />
        <path className="picture-tick" d="M351 60l7 7 12-14" />
        <path className="picture-arrow" d="M200 40h110m-10-7 10 7-10 7" />
        <path className="picture-arrow" d="M520 80H410m10-7-10 7 10 7" />
      </svg>
      <ColumnLayout columns={3} borders="vertical">
        {[
          [step1, step1Text],
          [step2, step2Text],
          [step3, step3Text],
        ].map(([title, text]) => (
          <div key={title}>
            <Box variant="h3">{title}</Box>
            <Box color="text-body-secondary">{text}</Box>
          </div>
        ))}
      </ColumnLayout>
      <Button onClick={() => navigate(paths.createPeering(project.id))}>{words.peering.create}</Button>
    </SpaceBetween>
  );
}
