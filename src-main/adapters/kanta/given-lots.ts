import type { Medication } from 'fhir/r4.js';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import {
  type GivenLot,
  type NetFailure,
  type PrescriptionCentre,
  type QueryContext,
} from '../../app/ports/kanta.port.ts';
import { lotReferences, productOfLot } from '../../wire/fhir/given-lot.codec.ts';
import { isObject } from '../../wire/fhir/resources.ts';
import { SYSTEM } from '../../wire/fhir/systems.ts';
import { type FhirClient } from './fhir-client.ts';
import { understood } from './reading.ts';

const SERVICE = 'resepti';
const MEDICATION = /^Medication\/[A-Za-z0-9.-]{1,64}$/;
const KEPT_PRODUCTS = 2000;

type LotProduct = Pick<GivenLot, 'vnr' | 'name'>;

/** What every pharmacy has given on some prescriptions of a patient: asked for where a rule counts on it, not for every list. */
export function createGivenLots(client: FhirClient): PrescriptionCentre['lots'] {
  /** By address, which names one product for ever. */
  const products = new Map<string, LotProduct>();

  async function productAt(address: string, context: QueryContext): Promise<Result<LotProduct, NetFailure>> {
    const known = products.get(address);
    if (known !== undefined) return ok(known);
    if (!MEDICATION.test(address)) return fail({ code: 'NET-0003' });
    const read = await client.read(SERVICE, `/${address}`, context);
    if (!read.ok) return read;
    const { value } = read;
    if (!isObject(value) || value['resourceType'] !== 'Medication') return fail({ code: 'NET-0003' });
    const product = understood(() => productOfLot(value as unknown as Medication));
    if (!product.ok) return product;
    if (products.size >= KEPT_PRODUCTS) products.clear();
    products.set(address, product.value);
    return product;
  }

  return async (patient, setIds, context) => {
    if (patient.identityCode === null || setIds.size === 0) return ok([]);
    const who = { 'patient:identifier': `${SYSTEM.identityCode}|${patient.identityCode}` };
    const found = await client.search(SERVICE, 'MedicationDispense', who, context);
    if (!found.ok) return found;
    const references = understood(() => lotReferences(found.value, setIds));
    if (!references.ok) return references;
    const lots: GivenLot[] = [];
    for (const { medication, ...lot } of references.value) {
      const product = await productAt(medication, context);
      if (!product.ok) return product;
      lots.push({ ...lot, ...product.value });
    }
    return ok(lots);
  };
}
