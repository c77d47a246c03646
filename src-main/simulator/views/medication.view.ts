import type { Medication } from 'fhir/r4.js';
import { SYSTEM, kelaExtension, profile } from '../names.ts';
import { coding, displayed, present } from './elements.ts';

export type Product = Readonly<{
  productKind: string | null;
  vnr: string | null;
  tradeName: string | null;
  atc: string | null;
  atcName: string | null;
  strength: string | null;
  form: string | null;
  pkv: string | null;
  narcotic: boolean | null;
  ingredients?: readonly string[];
  preparation?: string | null;
}>;

/** The product as the document names it; nothing is looked up. */
export function medicationView(product: Product): Medication {
  const text = product.atcName ?? product.preparation ?? product.tradeName;
  const ingredients = product.productKind === '7' ? (product.ingredients ?? []) : [];
  return {
    resourceType: 'Medication',
    meta: { profile: [profile('sim-medication')] },
    extension: present(
      product.tradeName !== null && { url: kelaExtension('drug'), valueString: product.tradeName },
      {
        url: kelaExtension('typeOfMedicinalProduct'),
        valueCoding: coding(SYSTEM.productKind, product.productKind ?? ''),
      },
      product.strength !== null && {
        url: kelaExtension('pharmaceuticalProductStrength'),
        valueString: product.strength,
      },
      { url: kelaExtension('narcotic'), valueBoolean: product.narcotic === true },
      product.pkv !== null && { url: kelaExtension('CNSdrug'), valueCoding: coding(SYSTEM.pkv, product.pkv) },
    ),
    ...(product.vnr !== null ? { identifier: [{ system: SYSTEM.vnr, value: product.vnr }] } : {}),
    ...(product.atc !== null || text !== null
      ? {
          code: {
            ...(product.atc !== null
              ? {
                  coding: [{ system: SYSTEM.atc, code: product.atc, ...displayed(product.atcName) }],
                }
              : {}),
            ...(product.productKind === '7' && product.preparation
              ? { text: product.preparation }
              : text !== null
                ? { text }
                : {}),
          },
        }
      : {}),
    ...(product.form !== null ? { form: { text: product.form } } : {}),
    ...(ingredients.length > 0
      ? { ingredient: ingredients.map(name => ({ itemCodeableConcept: { text: name } })) }
      : {}),
  };
}
