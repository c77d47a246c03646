import { CODE_SYSTEMS } from '../../../shared/codes/code-systems.ts';
import { type Stated } from '../../../shared/domain/prescribing/product.ts';
import { type Prescription, type SpecialClarification } from '../../../shared/domain/prescribing/prescription.ts';
import { type PatientLanguage } from '../../../shared/kernel/language.ts';
import { type Xml, type XmlChild, element } from '../xml/write.ts';
import {
  type Field,
  cluster,
  coded,
  component,
  field,
  flagValue,
  foreignCode,
  id,
  moneyValue,
  part,
  quantityValue,
  textValue,
  value,
} from './hl7.ts';
import { CODE_NAMES, WORDS } from './words.ts';
import { cdaDate } from './times.ts';

const CE = { type: 'CE' } as const;
const row = (which: Field, ...content: readonly XmlChild[]): Xml => component(field(which, ...content));
const flag = (which: Field, on: boolean): Xml => row(which, flagValue(on));
const words = (which: Field, text: string): Xml | null => (text === '' ? null : row(which, textValue(text)));
const originalText = (text: string | undefined): Xml | null =>
  text === undefined || text === '' ? null : element('originalText', {}, text);

const STATED_CODES = { yes: 'K', no: 'E', unknown: '-' } as const;

const stated = (which: 270 | 271 | 272 | 275, says: Stated, l: PatientLanguage, ...parts: readonly XmlChild[]): Xml => {
  const name = { yes: WORDS.yes, no: WORDS.no, unknown: WORDS.unknown }[says][l];
  return field(which, coded('value', CODE_SYSTEMS.yesNo, STATED_CODES[says], name, CE), parts);
};

const clarification = ({ code, text, date }: SpecialClarification): Xml =>
  row(
    69,
    text === '' ? null : element('text', {}, text),
    date && value('effectiveTime', cdaDate(date)),
    code && foreignCode('value', code, 'CE'),
  );

/** The hospital pharmacy as the author of the field: the ordering unit has the pharmacy as its organisation. */
function prescriptionKind({ prescriptionKind: kind = '1', hospitalPharmacy, language }: Prescription): Xml {
  const pharmacy =
    hospitalPharmacy &&
    element(
      'author',
      {},
      element('time', { nullFlavor: 'NA' }),
      element(
        'assignedAuthor',
        {},
        hospitalPharmacy.unitOid === null ? element('id', { nullFlavor: 'NI' }) : id(hospitalPharmacy.unitOid),
        element(
          'representedOrganization',
          {},
          id(hospitalPharmacy.oid),
          hospitalPharmacy.name === '' ? null : element('name', {}, hospitalPharmacy.name),
        ),
      ),
    );
  const name = CODE_NAMES.prescriptionKind[kind][language];
  return row(169, coded('value', CODE_SYSTEMS.prescriptionKind, kind, name, CE), pharmacy ?? null);
}

function treatment({ treatmentKind, otherTreatmentKinds = [], language: l }: Prescription): Xml {
  const values = [treatmentKind, ...otherTreatmentKinds].map(kind =>
    coded('value', CODE_SYSTEMS.treatmentKind, kind, CODE_NAMES.treatmentKind[kind][l], CE),
  );
  return row(67, values);
}

function storage({ pharmacyStorage, language: l }: Prescription): XmlChild {
  if (!pharmacyStorage) return null;
  const { kind, reason } = pharmacyStorage;
  return [
    kind && row(212, coded('value', CODE_SYSTEMS.pharmacyStorage, kind, CODE_NAMES.pharmacyStorage[kind][l], CE)),
    reason &&
      row(
        213,
        coded(
          'value',
          CODE_SYSTEMS.pharmacyStorageReason,
          reason.code,
          CODE_NAMES.pharmacyStorageReason[reason.code][l],
          { ...CE, children: originalText(reason.text) },
        ),
      ),
  ];
}

function identification({ narcoticIdentification: by, language: l }: Prescription): Xml | null {
  if (!by) return null;
  const text = by.text === undefined || by.text === '' ? null : element('text', {}, by.text);
  return row(
    117,
    text,
    coded('value', CODE_SYSTEMS.identification, by.code, CODE_NAMES.identification[by.code][l], CE),
  );
}

function renewalBan({ renewalBan: ban, language: l }: Prescription): Xml | null {
  if (!ban) return null;
  const options = { ...CE, children: originalText(ban.text) };
  return row(194, coded('value', CODE_SYSTEMS.changeReason, ban.code, CODE_NAMES.changeReason[ban.code][l], options));
}

function biological({ product, biologicalJustification = '', language: l }: Prescription): Xml {
  const { medicineGroup = '', biosimilar = 'no' } = product;
  return component(
    stated(
      271,
      product.biologicalUnknown ? 'unknown' : product.biological ? 'yes' : 'no',
      l,
      part(stated(272, biosimilar, l)),
      biologicalJustification === '' ? null : part(field(273, textValue(biologicalJustification))),
      medicineGroup === '' ? null : part(field(274, textValue(medicineGroup))),
    ),
  );
}

/** Reseptin muut tiedot (LL 88; LL 98 of a cancellation and 99 of a correction, with what these say beside). Order of the fields: Kela CDA library, the sample of all fields of package 4.00. */
export function otherCluster(rx: Prescription, group: 88 | 98 | 99, more: readonly Xml[]): Xml {
  const { language: l, product } = rx;
  const { controlClass } = product;
  return cluster(
    group,
    words(58, rx.indication),
    treatment(rx),
    flag(68, rx.permanentMedication),
    (rx.specialClarifications ?? []).map(clarification),
    flag(75, rx.renewalProhibited),
    flag(81, rx.substitutionProhibited),
    rx.weightKg && row(89, quantityValue({ value: rx.weightKg, unit: 'kg' })),
    flag(91, rx.doseDispensing),
    words(92, rx.messageToPharmacy),
    identification(rx),
    controlClass &&
      row(119, coded('value', CODE_SYSTEMS.controlClass, controlClass, CODE_NAMES.controlClass[controlClass][l], CE)),
    flag(129, rx.startOfUse),
    flag(132, product.narcotic),
    prescriptionKind(rx),
    renewalBan(rx),
    storage(rx),
    rx.physicianFee === undefined ? null : row(214, moneyValue(rx.physicianFee)),
    rx.feeAsSpecialist === undefined ? null : flag(215, rx.feeAsSpecialist),
    flag(216, rx.communicableDisease === true),
    component(stated(270, product.additionalMonitoring ?? 'no', l)),
    biological(rx),
    component(stated(275, product.bloodProduct ?? 'no', l)),
    more,
  );
}
