import {
  assignedAuthor,
  bodySubject,
  cdaTime,
  clinicalDocument,
  component,
  documentReference,
  flag,
  observation,
  organizer,
  related,
  tag,
  text,
  value,
  type Origin,
} from './cda-parts.ts';
import {
  WORDS,
  atcProduct,
  holderOf,
  pkvObservation,
  productKind,
  strengthOf,
  vnrProduct,
  written,
  yesNo,
} from './product-parts.ts';
import { type PlannedPrescription } from './seed-plan.ts';

export type DispensedAmount = Readonly<{
  packages: number;
  amount: string;
  left: string;
  leftText: string;
  fully: boolean;
}>;

/** The dispensing of a prescription as CDA, unsigned. */
export function dispensingDocument(
  planned: PlannedPrescription,
  prescriptionOid: string,
  amount: DispensedAmount,
  origin: Origin,
): string {
  const { treatment, patient } = planned;
  const { product } = treatment;
  const words = WORDS[patient.language];
  const leftValue = /^\d+$/.test(amount.leftText)
    ? value('PQ', { unit: product.unit, value: amount.left })
    : value('PQ', { unit: product.unit }, tag('translation', {}, text('originalText', amount.leftText)));
  const supplied = tag(
    'supply',
    { classCode: 'SPLY', moodCode: 'EVN' },
    tag('repeatNumber', { value: String(amount.packages) }),
    tag('quantity', { unit: product.unit, value: product.size }),
    vnrProduct(treatment),
    holderOf(treatment),
    related(written('24', 'Lääkemuoto', product.form)),
    related(observation('101', 'Osapakkaus', flag(false))),
    related(observation('125', 'Pakkauskoon kerroin', value('INT', { value: '1' }))),
    related(written('126', 'Pakkauskoko tekstimuotoisena', product.sizeText)),
    related(productKind('product')),
  );
  const administration = tag(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    tag('effectiveTime', { value: cdaTime(origin.atMs) }),
    strengthOf(treatment),
    bodySubject(patient),
    atcProduct(treatment),
    tag('author', {}, tag('time', { value: cdaTime(origin.atMs) }), assignedAuthor(origin, false)),
    related(observation('102', 'Toimitettu määrä', value('PQ', { unit: product.unit, value: amount.amount }))),
    related(observation('103', 'Jäljellä oleva määrä', leftValue)),
    related(supplied),
    documentReference('SPRT', origin.oid, '10'),
    documentReference('REFR', prescriptionOid, '1'),
  );
  const entries = [
    organizer('100', 'Lääkevalmisteen ja pakkauksen tiedot toimitussanomassa', component(administration)),
    organizer(
      '104',
      'Toimituksen muut tiedot',
      yesNo('91', 'Annosjakelu', false),
      yesNo('105', 'Lääke vaihdettu', false),
      pkvObservation(product.pkv),
      yesNo('122', 'Kokonaan toimitettu', amount.fully),
      yesNo('132', 'Huume', product.pkv === 'H'),
      component(written('152', 'Toimitustietotarran annostusohje', treatment.text[patient.language])),
    ),
  ];
  const lines = [
    `${words.product}: ${product.tradeName}`,
    `${words.strength}: ${treatment.strength}`,
    `${words.form}: ${product.form}`,
    `${words.dispensed}: ${amount.amount} ${product.unit}`,
    `${words.left}: ${amount.leftText} ${product.unit}`,
  ];
  return clinicalDocument(origin, { lines, entries }, [], prescriptionOid);
}
