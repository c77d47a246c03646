import { fileURLToPath } from 'node:url';
import { type MedicinePackage } from '../../../shared/domain/medicine.ts';
import { EMPTY_PRESCRIPTION_FORM } from '../../../shared/domain/prescribing/prescription-form.ts';
import { productOfPackage } from '../../../shared/domain/prescribing/product-of-package.ts';
import { practiceRelease } from '../../../src-main/adapters/medicines/catalogue.ts';
import { ImportReport } from '../../../src-main/adapters/medicines/import-report.ts';
import { importRegisterText } from '../../../src-main/adapters/medicines/register-text.ts';
import { PIN2 } from '../../e2e/hands.ts';
import { type Person } from './person.ts';

export type Choice = Readonly<{ cheapest: MedicinePackage; other: MedicinePackage | null }>;

/** Substances of which the practice pack knows nothing, and which do not meet each other: five to dispense, three for a basket. */
const PLAIN_ATC = ['B03BB01', 'G04CB01', 'R06AE07', 'A11DA01', 'G04BD08', 'A03AX15', 'G03XC01', 'G03CC06'];

const isPlain = (one: MedicinePackage): boolean =>
  PLAIN_ATC.includes(one.atc) &&
  one.vnr !== null &&
  one.human &&
  one.marketed &&
  one.prescriptionOnly &&
  !one.narcotic &&
  one.controlClass === null &&
  !one.biological &&
  one.prescribingConditions.length === 0 &&
  one.unit === 'kpl' &&
  one.size === '100' &&
  one.retailPriceCents !== null &&
  one.form.fi.startsWith('tabletti');

/** Tablets of different substances in hundreds, the cheapest of their groups, with a dearer product to swap from. */
export async function plainChoices(): Promise<readonly Choice[]> {
  const practice = practiceRelease(fileURLToPath(new URL('../../../resources', import.meta.url)));
  const { packages } = await importRegisterText(practice, new ImportReport());
  const groups = new Map<string, MedicinePackage[]>();
  for (const one of packages) {
    if (!isPlain(one) || one.substitutionGroup === null) continue;
    groups.set(one.substitutionGroup, [...(groups.get(one.substitutionGroup) ?? []), one]);
  }
  const price = (one: MedicinePackage): number => one.retailPriceCents ?? Infinity;
  const choices: Choice[] = [];
  for (const group of groups.values()) {
    const [cheapest, ...others] = group.toSorted((a, b) => price(a) - price(b));
    if (cheapest === undefined || others.length === 0) continue;
    if (choices.every(known => known.cheapest.atc !== cheapest.atc))
      choices.push({ cheapest, other: others.at(-1) ?? null });
  }
  return choices;
}

const valueOf = <T>(reply: Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: unknown }>): T => {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`);
  return reply.value;
};

/** The physician's part of a story about the counter, without hands. */
export async function prescribeAll(
  { client }: Pick<Person, 'client'>,
  patientId: string,
  packages: readonly MedicinePackage[],
): Promise<void> {
  const release = valueOf(await client.medicines.release({}));
  for (const one of packages) {
    const { draftId } = valueOf(await client.prescribing.openForm({ patientId }));
    const form = {
      ...EMPTY_PRESCRIPTION_FORM,
      product: productOfPackage(one, release.id),
      doseTyped: '1x1',
      packages: '1',
      indication: 'Mittaus',
    };
    const { findings } = valueOf(await client.prescribing.check({ draftId, form }));
    const confirmations = findings
      .filter(({ severity }) => severity === 'confirm' || severity === 'notChecked')
      .map(({ rule }) => ({ rule, reason: 'mittaus' }));
    valueOf(await client.prescribing.saveDraft({ draftId, form: { ...form, confirmations } }));
    // One by one: each is judged with the ones before it.
    const previews = valueOf(await client.prescribing.preview({ draftIds: [draftId] }));
    const items = previews.map(({ digest }) => ({ draftId, digest }));
    const { left } = valueOf(await client.prescribing.sign({ items, pin2: PIN2 }));
    if (left.length > 0) throw new Error(`not signed: ${JSON.stringify(left)}`);
  }
  for (let unsent = Infinity; unsent > 0;) {
    unsent = valueOf(await client.queue.counts({})).counts.unsent;
    if (unsent > 0) await new Promise(resolve => setTimeout(resolve, 200));
  }
}
