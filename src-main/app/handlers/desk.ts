import { type Caller, type Desk } from '../session/session.ts';

/** The desk of a call that needs one: the dispatcher has refused every caller without. */
export function deskOf(caller: Caller): Desk {
  if (caller.desk === null) throw new Error('call without a desk passed the dispatcher');
  return caller.desk;
}
