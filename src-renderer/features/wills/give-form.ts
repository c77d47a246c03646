import { type Attestation, type Declaration, INFORMING_NOW } from '../../../shared/domain/consent/declaration.ts';
import { type DenialScope, type Register } from '../../../shared/domain/consent/will.ts';
import { isOid, type Oid } from '../../../shared/kernel/oid.ts';

/** What can be recorded, in the order of the dialog. */
export const CHOICES = [
  'informing',
  'consentHealth',
  'consentSocial',
  'healthToSocial',
  'socialToHealth',
  'denial',
  'livingWill',
  'organDonation',
] as const;
export type Choice = (typeof CHOICES)[number];
export const SCOPES = [
  'allHealth',
  'serviceEvent',
  'provider',
  'register',
  'uusimaa',
  'socialController',
  'socialService',
  'socialDocument',
] as const satisfies readonly DenialScope['at'][];
export const HEALTH_REGISTERS = [
  'publicHealth',
  'privateHealth',
  'occupationalHealth',
] as const satisfies readonly Register['kind'][];

/** What has been filled in so far. */
export type GiveForm = Readonly<{
  choice: Choice | null;
  scope: (typeof SCOPES)[number] | null;
  eventOid: Oid | null;
  controllerOid: Oid | null;
  registerKind: (typeof HEALTH_REGISTERS)[number] | null;
  employer: string;
  serviceTask: string;
  documentOid: string;
  emergencyUse: boolean;
  text: string;
  organ: 'allowed' | 'refused' | null;
  saidBy: Attestation['saidBy'];
  representative: string;
  identifiedBy: Attestation['identifiedBy'];
  isConfirmed: boolean;
}>;

export const emptyForm = (choice: Choice | null): GiveForm => ({
  choice,
  scope: null,
  eventOid: null,
  controllerOid: null,
  registerKind: null,
  employer: '',
  serviceTask: '',
  documentOid: '',
  // Nobody is left without help by an oversight: forbidding emergencies is said aloud.
  emergencyUse: true,
  text: '',
  organ: null,
  saidBy: 'person',
  representative: '',
  identifiedBy: 'document',
  isConfirmed: false,
});

/** The field that is to be filled in first. */
export type Missing = 'needKind' | 'needScope' | 'needText' | 'needOrgan' | 'needRepresentative' | 'needConfirmation';

function scopeOf(form: GiveForm): DenialScope | null {
  const { scope, eventOid, controllerOid, registerKind } = form;
  switch (scope) {
    case null:
      return null;
    case 'allHealth':
    case 'uusimaa':
      return { at: scope };
    case 'serviceEvent':
      return eventOid === null ? null : { at: scope, oid: eventOid };
    case 'provider':
    case 'socialController':
      return controllerOid === null ? null : { at: scope, controllerOid };
    case 'register': {
      if (controllerOid === null || registerKind === null) return null;
      const employer = form.employer.trim();
      const isOccupational = registerKind === 'occupationalHealth';
      if (isOccupational && employer !== '' && !/^\d{8}$/.test(employer)) return null;
      return {
        at: scope,
        controllerOid,
        kind: registerKind,
        specifier: isOccupational && employer !== '' ? employer : null,
      };
    }
    case 'socialService':
      return form.serviceTask.trim() === '' ? null : { at: scope, serviceTask: form.serviceTask.trim() };
    case 'socialDocument': {
      const oid = form.documentOid.trim();
      return isOid(oid) ? { at: scope, oid } : null;
    }
  }
}

/** The declaration that the form says, or what it lacks. */
export function declarationOf(form: GiveForm): Declaration | Missing {
  switch (form.choice) {
    case null:
      return 'needKind';
    case 'informing':
      return { kind: 'informing', version: INFORMING_NOW };
    case 'consentHealth':
      return { kind: 'consent', sector: 'health' };
    case 'consentSocial':
      return { kind: 'consent', sector: 'social' };
    case 'healthToSocial':
    case 'socialToHealth':
      return { kind: 'crossSector', direction: form.choice };
    case 'denial': {
      const scope = scopeOf(form);
      return scope === null ? 'needScope' : { kind: 'denial', scope, emergencyUse: form.emergencyUse };
    }
    case 'livingWill':
      return form.text.trim() === '' ? 'needText' : { kind: 'livingWill', text: form.text };
    case 'organDonation':
      return form.organ === null
        ? 'needOrgan'
        : { kind: 'organDonation', allowed: form.organ === 'allowed', text: form.text };
  }
}

export const attestationOf = ({ saidBy, representative, identifiedBy }: GiveForm): Attestation => ({
  saidBy,
  representative: saidBy === 'representative' ? representative.trim() : '',
  identifiedBy,
});

/** Whose word it is and that it was confirmed: the same for giving and withdrawing. */
export function attestationLacks(form: GiveForm): Missing | null {
  if (form.saidBy === 'representative' && form.representative.trim() === '') return 'needRepresentative';
  return form.isConfirmed ? null : 'needConfirmation';
}
