import { useCallback, useEffect, useRef, useState } from 'react';
import { type Failure } from '../../../shared/kernel/error-codes.ts';
import { type Oid } from '../../../shared/kernel/oid.ts';
import { type Instant, type LocalDate } from '../../../shared/kernel/time.ts';
import { useClient, useHostEvent } from '../../api/ClientProvider.tsx';

/** An organiser's authorisation to write into its register. */
export type StoringRight = Readonly<{ oid: Oid; organiserName: string; until: LocalDate }>;
export type StoringRights = Readonly<{
  /** null until the host has answered. */
  held: readonly StoringRight[] | null;
  /** Why the service did not tell them: `held` is what this workstation has kept. */
  fault: Failure['code'] | null;
  isAsking: boolean;
  ask(): void;
}>;

/** Whose register a note may go into. Asked again by hand, and by itself when the line to the repository is back. */
export function useStoringRights(patientId: string, serviceEventOid: Oid): StoringRights {
  const client = useClient();
  const [held, setHeld] = useState<readonly StoringRight[] | null>(null);
  const [fault, setFault] = useState<Failure['code'] | null>(null);
  const [isAsking, setAsking] = useState(true);
  const turn = useRef(0);
  const ask = useCallback((): void => {
    turn.current += 1;
    const mine = turn.current;
    setAsking(true);
    void client.authorisations.forStoring({ patientId, serviceEventOid }).then(reply => {
      if (mine !== turn.current) return;
      setAsking(false);
      if (reply.ok) setHeld(reply.value.held);
      else setHeld(before => before ?? []);
      setFault(reply.ok ? reply.value.fault : reply.error.code);
    });
  }, [client, patientId, serviceEventOid]);
  useEffect(() => {
    ask();
    return () => {
      turn.current += 1;
    };
  }, [ask]);
  const heardUp = useRef<Instant | null>(null);
  useHostEvent('queueChanged', ({ lines }) => {
    const line = lines.find(({ service }) => service === 'potilastieto');
    // Once for each time that the line comes up: a question that is refused moves the line's figures as well.
    if (fault === null || isAsking || line?.state !== 'up' || line.since === heardUp.current) return;
    heardUp.current = line.since;
    ask();
  });
  return { held, fault, isAsking, ask };
}
