import { type DenialChoices } from '../../../shared/contract/wills.contract.ts';
import { type Declaration } from '../../../shared/domain/consent/declaration.ts';
import { type DenialScope } from '../../../shared/domain/consent/will.ts';
import { type Formats } from '../../i18n/formats.ts';
import { type WillTranslate } from './wills.texts.ts';

/** What it is, in a few words. */
export function nameOf(declaration: Declaration, t: WillTranslate): string {
  switch (declaration.kind) {
    case 'informing':
      return t('informing');
    case 'consent':
      return t(declaration.sector === 'health' ? 'consentHealth' : 'consentSocial');
    case 'crossSector':
      return t(declaration.direction);
    case 'denial':
      return t(`scope_${declaration.scope.at}`);
    case 'livingWill':
      return t('livingWill');
    case 'organDonation':
      return t('organDonation');
  }
}

/** What it says in particular: version, target, first words. */
export function detailOf(declaration: Declaration, choices: DenialChoices, t: WillTranslate, formats: Formats): string {
  switch (declaration.kind) {
    case 'informing':
      return t('textVersion', { version: declaration.version });
    case 'consent':
    case 'crossSector':
      return t('untilWithdrawn');
    case 'denial': {
      const target = targetOf(declaration.scope, choices, t, formats);
      const emergency = t(declaration.emergencyUse ? 'emergencyAllowed' : 'emergencyDenied');
      return target === null ? emergency : `${target} · ${emergency}`;
    }
    case 'livingWill':
      return declaration.text.replace(/\s+/g, ' ').slice(0, 120);
    case 'organDonation':
      return t(declaration.allowed ? 'organAllowed' : 'organRefused');
  }
}

/** The name of what a denial is aimed at; null where the scope says all. */
export function targetOf(
  scope: DenialScope,
  { controllers, serviceEvents }: DenialChoices,
  t: WillTranslate,
  formats: Formats,
): string | null {
  const controller = (oid: string): string => controllers.find(one => one.oid === oid)?.name ?? oid;
  switch (scope.at) {
    case 'allHealth':
    case 'uusimaa':
      return null;
    case 'serviceEvent': {
      const event = serviceEvents.find(({ oid }) => oid === scope.oid);
      return event === undefined
        ? t('otherEvent')
        : [formats.dateOf(event.at), event.title, event.place].filter(part => part !== '').join(', ');
    }
    case 'provider':
    case 'socialController':
      return controller(scope.controllerOid);
    case 'register':
      return [controller(scope.controllerOid), t(scope.kind), scope.specifier ?? '']
        .filter(part => part !== '')
        .join(', ');
    case 'socialDocument':
      return scope.oid;
    case 'socialService':
      return scope.serviceTask;
  }
}
