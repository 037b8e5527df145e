import { workerData } from 'node:worker_threads';
import { routerSourceOf } from '@isthmus/control';
import { openReader } from '@isthmus/ledger';
import { answerAll } from './answer-all.ts';
import { restWhileRequestsCome } from './rest.ts';
import type { RouterAnswer, RouterQuestion, RouterStart } from './router-source.ts';

/** A change is waited for. Nobody waits for a page of the whole world, once the service is there, so pages rest. */
const { ledger, arrivals } = workerData as RouterStart;
const { some } = routerSourceOf(openReader(ledger, () => 0).snapshot);
const { page } = routerSourceOf(openReader(ledger, restWhileRequestsCome(arrivals)).snapshot);
answerAll<RouterQuestion, RouterAnswer>((question) => ('some' in question ? some(question.some) : page(question.after)));
