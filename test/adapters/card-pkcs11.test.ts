import { afterAll, beforeAll } from 'vitest';
import { openSoftCard, setUpSoftCard, type Bench } from '../builders/soft-card/soft-card-at-hand.ts';
import { type KeyKind } from '../builders/soft-card/card-keys.ts';
import { signingCardSuite, type CardAtHand } from '../suites/signing-card.suite.ts';

/** The suite of every card over SoftHSM, with the tries and the removal that the fault module adds. */
function suiteOver(
  name: string,
  options: Readonly<{ person?: string; keys?: KeyKind; alwaysAuthenticate?: boolean }>,
): void {
  let bench: Bench;
  beforeAll(() => {
    bench = setUpSoftCard(options);
  });
  afterAll(() => bench.remove());
  signingCardSuite(name, async (): Promise<CardAtHand> => {
    const hand = await openSoftCard(bench);
    return {
      ...hand,
      pin1: bench.card.pin1,
      pin2: bench.card.pin2,
      wrongPin: '654321',
      tries: 5,
      tellsTries: false,
      async pull() {
        hand.control({ absent: 1 });
        await hand.until(false);
      },
      async putBack() {
        hand.control({});
        await hand.until(true);
      },
    };
  });
}

suiteOver('SoftHSM, EC P-384', {});
suiteOver('SoftHSM, RSA-2048', { keys: 'rsa-2048' });
suiteOver('SoftHSM, RSA-3072, PIN before each signature', { person: 'mikael-sandvik', alwaysAuthenticate: true });
