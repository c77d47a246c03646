import { READ_SERVICES, SERVICES } from '../../../shared/domain/queue.ts';
import { type PracticeFaults } from '../../app/ports/platform.port.ts';
import { type Http } from './http.ts';

/** Lines of the counter beside the services of the queue; the simulator's names. */
const COUNTER_LINES = ['suorakorvaus', 'laakevarmennus'];
/** The Kanta PHR, which speaks with a token of its own. */
const PHR_LINE = 'omatieto';

type Fault = Parameters<PracticeFaults['set']>[0];

/** Until somebody ends the exercise. */
const ALWAYS = 1_000_000;
const SLOW_MS = 4000;

/** What the simulator's control interface is told; `reset` ends the condition before. */
const CONDITIONS: Readonly<Record<Fault, Readonly<Record<string, unknown>>>> = {
  none: {},
  lineDown: { line: 'down' },
  slow: { delayMs: SLOW_MS },
  errors: { answer: { status: 503, times: ALWAYS } },
  loseAnswers: { loseAnswer: { times: ALWAYS } },
};

/**
 * Makes the simulated services misbehave, so that people can practise it. False when there is nobody to tell.
 * @param token of the simulator's control interface; null where there is none
 */
export function createPracticeFaults(http: Http, root: string, token: string | null): PracticeFaults {
  async function tell(service: string, fault: Fault): Promise<boolean> {
    const wish = { service, reset: true, ...CONDITIONS[fault] };
    const exchange = await http.exchange({
      method: 'POST',
      url: new URL(`${root}/control`),
      headers: { 'Content-Type': 'application/json', Accept: 'application/json', Authorization: `Bearer ${token}` },
      body: new Uint8Array(Buffer.from(JSON.stringify(wish))),
      readOnly: true,
    });
    return exchange.at === 'answered' && exchange.status >= 200 && exchange.status < 300;
  }
  return {
    async set(fault) {
      if (token === null) return false;
      const told = await Promise.all(
        [...SERVICES, ...READ_SERVICES, ...COUNTER_LINES, PHR_LINE].map(service => tell(service, fault)),
      );
      return told.every(done => done);
    },
  };
}
