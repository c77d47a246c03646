import { type Api } from '../../../shared/contract/api.ts';
import { type Handlers } from '../../../shared/contract/define.ts';
import { type PracticeCard } from '../../../shared/contract/session.contract.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { type Environment } from '../environment.ts';
import { deskOfPerson, keepDesk } from '../session/kept-desk.ts';
import { type Caller, type Session } from '../session/session.ts';
import { deskOf } from './desk.ts';
import { toReply } from './reply.ts';

type SessionHandlers = Handlers<Pick<Api, 'session'>, Caller>['session'];

/** Sign-in by card. The tray exists in the practice profile only; elsewhere it is empty and every card of it unknown. */
export function sessionHandlers(env: Environment, session: Session): SessionHandlers {
  const cards = (): PracticeCard[] => (env.tray?.cards() ?? []).map(card => ({ ...card }));
  return {
    state: () => ok(session.state()),
    practiceCards: () => ok(cards()),
    insertPracticeCard: ({ cardId }) =>
      env.tray?.insert(cardId) === true ? ok(session.state()) : fail({ code: 'CARD-0104' }),
    resetPracticeCard: ({ cardId }) => (env.tray?.reset(cardId) === true ? ok(cards()) : fail({ code: 'CARD-0104' })),
    signIn: async ({ pin1 }) => toReply<'signIn', SessionHandlers>(await session.signIn(pin1)),
    lock: () => ok(session.lock()),
    desk: (_params, caller) => ok({ place: deskOfPerson(env, deskOf(caller).professional.registrationNumber) }),
    keepDesk: (place, caller) => ok({ keptAt: keepDesk(env, deskOf(caller).professional.registrationNumber, place) }),
    ownRights: async ({ again }, caller) => ok(await session.ownRights(deskOf(caller), again)),
    signOut: () => ok(session.signOut()),
  };
}
