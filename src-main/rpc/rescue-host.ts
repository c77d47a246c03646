import { request } from '../../shared/contract/api.ts';
import { type Damage } from '../../shared/contract/rescue.contract.ts';
import { fail, ok } from '../../shared/kernel/result.ts';
import { type Host } from './host.ts';

export type RescueParts = Readonly<{
  damage: Damage;
  /** The file of the unsent acts. */
  file(): Readonly<{ fileName: string; mediaType: string; base64: string }>;
}>;

/**
 * What stands in for the host when the database is damaged: it tells what is wrong and gives the unsent acts out. Every other
 * call is refused with the fault, so that no screen takes an empty database for the real one.
 */
export const createRescueHost = ({ damage, file }: RescueParts): Host => ({
  async dispatch(message) {
    const read = request.safeParse(message);
    if (!read.success) return fail({ code: 'CALL-0001' });
    if (read.data.method === 'rescue.state') return ok({ damage });
    if (read.data.method === 'rescue.exportUnsent') return ok(file());
    return fail({ code: 'DB-0003' });
  },
  on: () => () => undefined,
  close: () => Promise.resolve(),
});
