import { useEffect, useState } from 'react';
import { type Damage } from '../../../shared/contract/rescue.contract.ts';
import { useClient } from '../../api/ClientProvider.tsx';

/** What is wrong with the database; null while it is well or not yet known. */
export function useDamage(): Damage | null {
  const client = useClient();
  const [damage, setDamage] = useState<Damage | null>(null);
  useEffect(() => {
    void client.rescue.state({}).then(reply => {
      if (reply.ok) setDamage(reply.value.damage);
    });
  }, [client]);
  return damage;
}
