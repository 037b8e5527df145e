import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { dataPlane } from '../../api/readiness.ts';
import { ping, type Instance, type ProbeResult } from '../../api/instance.ts';
import { addressProblem } from '../../ui/field-rules.ts';
import { Refused } from '../../ui/refused.tsx';
import { RttPlot } from '../../ui/rtt-plot.tsx';
import { useSession } from '../../ui/session-context.ts';
import { useWords } from '../../words/language.ts';
import { StatusMark } from '../../ui/status-mark.tsx';

/** How many packets one click sends, and how many points the plot keeps. */
const packets = 3;
const kept = 60;
/** Milliseconds between the packets of "keep sending". */
const pause = 700;

interface RealPingProps {
  readonly instance: Pick<Instance, 'id' | 'name' | 'status'>;
  readonly destination?: string;
}

/** Sends real packets from inside an instance and plots what came back. */
export function RealPing({ instance, destination: given = '' }: RealPingProps) {
  const words = useWords();
  const { project } = useSession();
  const plane = useQuery(dataPlane);
  const [destination, setDestination] = useState(given);
  const [busy, setBusy] = useState(false);
  const [running, setRunning] = useState(false);
  const [result, setResult] = useState<ProbeResult | null>(null);
  const [points, setPoints] = useState<readonly (number | null)[]>([]);
  const [refused, setRefused] = useState<unknown>(null);
  const problem = addressProblem(destination, words);
  const alive = useRef(false);

  const send = async (count: number): Promise<boolean> => {
    try {
      const answered = await ping(project.id, instance.id, destination, count);
      const seen = answered.rtt_ms === null ? [] : Array<number>(answered.received).fill(answered.rtt_ms.avg);
      const lost = Array<null>(answered.transmitted - answered.received).fill(null);
      setResult(answered);
      setRefused(null);
      setPoints((before) => [...before, ...seen, ...lost].slice(-kept));
      return true;
    } catch (error) {
      setRefused(error);
      return false;
    }
  };
  const once = async (): Promise<void> => {
    setBusy(true);
    await send(packets);
    setBusy(false);
  };
  useEffect(() => {
    if (!running) return undefined;
    alive.current = true;
    const go = async (): Promise<void> => {
      while (alive.current) {
        // oxlint-disable-next-line no-await-in-loop -- one packet after the other is the point
        if (!(await send(1))) break;
        // oxlint-disable-next-line no-await-in-loop
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      setRunning(false);
    };
    void go();
    return () => {
      alive.current = false;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the loop belongs to one press of the button
  }, [running]);

  return (
    <Container
      header={
        <Header variant="h2" description={plane.data === 'sim' ? words.instance.probeSim : words.instance.probeText}>
          {words.instance.probe}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <form
          className="ping-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (problem === '') void once();
          }}
        >
          <FormField label={words.instance.destination} errorText={destination === '' ? '' : problem}>
            <Input
              value={destination}
              onChange={({ detail }) => setDestination(detail.value.trim())}
              placeholder="10.0.2.10"
              disabled={running}
            />
          </FormField>
          <div className="ping-buttons">
            <Button variant="primary" loading={busy} disabled={problem !== '' || running}>
              {words.instance.send}
            </Button>
            <Button formAction="none" disabled={problem !== '' || busy} onClick={() => setRunning((before) => !before)}>
              {running ? words.instance.stop : words.instance.keep}
            </Button>
          </div>
        </form>
        {refused !== null && <Refused error={refused} />}
        {result && refused === null && <PingResult result={result} />}
        {points.length > 0 && <RttPlot points={points} />}
      </SpaceBetween>
    </Container>
  );
}

/** The count, and what the sender was told when nothing came back. */
export function PingResult({ result }: { readonly result: ProbeResult }) {
  const words = useWords();
  const { received, transmitted, rtt_ms: rtt, destination } = result;
  const notice = 'notice' in result && typeof result.notice === 'string' ? result.notice : null;
  return (
    <div data-ping={received > 0 ? 'answered' : 'silent'} role="status">
      <StatusMark type={received === 0 ? 'error' : received < transmitted ? 'warning' : 'success'}>
        {destination}: {words.instance.answered(received, transmitted)}
      </StatusMark>
      {rtt && (
        <Box color="text-body-secondary">
          {words.instance.rtt}: {words.instance.min} {millis(rtt.min)} · {words.instance.avg} {millis(rtt.avg)} · {words.instance.max}{' '}
          {millis(rtt.max)} ms
        </Box>
      )}
      {received === 0 && <Box color="text-body-secondary">{notice ?? words.instance.silent}</Box>}
    </div>
  );
}

/** Three digits that mean something: 0.0493. */
const millis = (value: number): string => String(Number(value.toPrecision(3)));
