import { type PrescriptionForm } from '../../shared/domain/prescribing/prescription-form.ts';
import { type World } from '../fakes/world.fake.ts';
import { aPrescriptionForm } from './prescription.builder.ts';

type Item = Readonly<{ draftId: string; digest: string }>;
type Reply<T> = Readonly<{ ok: true; value: T } | { ok: false; error: unknown }>;

const valueOf = <T>(reply: Reply<T>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

/** Form, findings taken on, preview: ready for the card. */
export async function ready(world: World, change: Partial<PrescriptionForm> = {}): Promise<Item> {
  const { prescribing } = world.application.handlers;
  const { draftId } = valueOf(await prescribing.openForm({ patientId: 'patient-1' }, world.caller()));
  const form = aPrescriptionForm(change);
  const { findings } = valueOf(await prescribing.check({ draftId, form }, world.caller()));
  const confirmations = findings
    .filter(f => f.severity === 'confirm' || f.severity === 'notChecked')
    .map(f => ({ rule: f.rule, reason: 'tarkistettu' }));
  valueOf(await prescribing.saveDraft({ draftId, form: { ...form, confirmations } }, world.caller()));
  const [shown] = valueOf(await prescribing.preview({ draftIds: [draftId] }, world.caller()));
  return { draftId, digest: shown?.digest ?? '' };
}
