/**
 * The card process: the only place where a vendor's PKCS#11 module is loaded. It has no network, no database and no log; a crash
 * or a hang of the module ends here. `--native DIR` names the folder of the built binding.
 */
import { parseArgs } from 'node:util';
import { type CardAnswer, type CardRequest, type Fault, type Reader, toProcess, WIRE_VERSION } from '../messages.ts';
import { loadBinding } from './binding.ts';
import { CardFault, createCardModule } from './card-module.ts';
import { openChannel } from './channel.ts';

/** How often readers are looked at: a card that leaves is known well within a second. */
const LOOK_MS = 400;

const { values } = parseArgs({ options: { native: { type: 'string', default: '' } }, strict: false });
const channel = openChannel();
const binding = loadBinding(String(values.native));
binding?.login.forbidCoreDumps();
const module = binding === null ? null : createCardModule(binding);

let loaded = false;
let told = '';

/** What a change shows in; certificates change with their token alone. */
const sightOf = (readers: readonly Reader[]): string =>
  JSON.stringify(readers.map(({ certificates, ...rest }) => [rest, certificates.length]));

/** Tells the readers when they are not as they were told last. */
function tellReaders(): void {
  if (!loaded || module === null) return;
  try {
    const readers = module.look();
    const now = sightOf(readers);
    if (now === told) return;
    told = now;
    channel.send({ v: WIRE_VERSION, type: 'readers', readers });
  } catch {
    // A look that fails now is repeated at the next tick; what a person asks for tells its own fault.
  }
}

function answerTo(ask: CardRequest): CardAnswer {
  if (module === null) throw new CardFault({ kind: 'binding' });
  switch (ask.op) {
    case 'load': {
      const answer = module.load(ask.path);
      loaded = true;
      told = sightOf(answer.readers);
      return answer;
    }
    case 'look':
      return { op: 'look', readers: [...module.look()] };
    case 'open':
      return module.open(ask);
    case 'sign':
      return module.sign(ask);
    case 'signOnce':
      return module.signOnce(ask);
    case 'close':
      module.close(ask.session);
      return { op: 'close' };
  }
}

const wipe = (ask: CardRequest): void => {
  if ('pin' in ask) ask.pin?.fill(0);
};

channel.hear(message => {
  const decoded = toProcess.safeParse(message);
  if (!decoded.success) return; // nothing to answer to: the host's deadline tells
  const { id, ask } = decoded.data;
  try {
    channel.send({ v: WIRE_VERSION, type: 'answer', id, answer: answerTo(ask) });
  } catch (error) {
    const fault: Fault = error instanceof CardFault ? error.fault : { kind: 'garbage' };
    const flags = error instanceof CardFault ? error.flags : null;
    channel.send({ v: WIRE_VERSION, type: 'refusal', id, fault, flags });
  } finally {
    wipe(ask);
  }
});

setInterval(tellReaders, LOOK_MS);
