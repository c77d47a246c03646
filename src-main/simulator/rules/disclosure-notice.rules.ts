import { type Problem, refusalRow } from '../rest/refusal.ts';

/** Kinds of disclosure that the simulator knows: its own codes, the published ones were not at hand. */
export const DISCLOSURE_KINDS: ReadonlySet<string> = new Set(['client', 'authority', 'provider', 'other']);

/** Refusals of disclosure notifications. Source: contents of the notification in package kanta.sosiaalihuolto.r4. */
export const NOTICE = {
  form: refusalRow(
    'SIM-DN-001',
    'E-FORM',
    'invariant',
    'Luovutusilmoituksesta puuttuu luovutuksen laji, alkuaika, saaja, peruste tai luovutetut tiedot, tai alkuaika on tulevaisuudessa.',
    'I utlämningsanmälan saknas slag, tid, mottagare, grund eller de utlämnade uppgifterna, eller så ligger tiden i framtiden.',
    'The notification lacks kind, start, recipient, ground or the data handed over, or it starts in the future.',
  ),
  onePerson: refusalRow(
    'SIM-DN-002',
    'E-FORM',
    'business-rule',
    'Yhden sanoman luovutusilmoitukset koskevat yhtä henkilöä.',
    'Utlämningsanmälningarna i ett meddelande gäller en person.',
    'The notifications of one message are of one person.',
  ),
  discloser: refusalRow(
    'SIM-DN-003',
    'E-AUTH',
    'forbidden',
    'Luovuttaja ei ole lähettäjän rekisterinpitäjä, eikä rekisteriin ole käyttöoikeutta.',
    'Utlämnaren är inte avsändarens personuppgiftsansvariga, och rätt till registret saknas.',
    "The discloser is not the sender's controller, and there is no access right to the register.",
  ),
  known: refusalRow(
    'SIM-DN-004',
    'E-DUP',
    'duplicate',
    'Luovutusilmoituksen tunniste on jo käytössä: ilmoitusta ei muuteta.',
    'Utlämningsanmälans identifierare används redan: en anmälan ändras inte.',
    'The identifier of the notification is in use: a notification is not changed.',
  ),
  seal: refusalRow(
    'SIM-DN-005',
    'E-FORM',
    'security',
    'Järjestelmäallekirjoitus puuttuu tai se ei ole tämän organisaation tästä ilmoituksesta.',
    'Systemsignaturen saknas eller gäller inte denna organisation och anmälan.',
    'The system signature is missing, or is not of this organisation over this notification.',
  ),
} as const satisfies Record<string, Problem>;
