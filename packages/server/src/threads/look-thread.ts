import { setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { lookerOf, onOwnThread } from '@isthmus/control';
import { openReader } from '@isthmus/ledger';
import { answerAll } from './answer-all.ts';
import type { LookStart } from './looker.ts';
import { restWhileRequestsCome } from './rest.ts';

/** Of this thread alone; see `restWhileRequestsCome`. */
const priority = 10;

setPriority(priority);
const { ledger, arrivals } = workerData as LookStart;
const { read } = openReader(ledger, restWhileRequestsCome(arrivals));
answerAll(lookerOf(read, onOwnThread).look);
