/** The facts of a disclosure in the words of the service, whose rules share nothing with the client's. */
import { type DisclosedDocument, type DisclosureRequest } from '../../shared/domain/consent/disclosure.ts';
import { type DenialScope, type Register, type Wills } from '../../shared/domain/consent/will.ts';
import { instantMs } from '../../shared/kernel/time.ts';
import { type Holder, type InForce, ruleOn, type Target } from '../../src-main/simulator/rules/disclosure.ts';

const KINDS = { publicHealth: '2', privateHealth: '3', occupationalHealth: '4', socialWelfare: 'social' } as const;

const holder = ({ controllerOid, kind, specifier, isPublic, inUusimaa }: Register): Holder => ({
  controller: controllerOid,
  kind: KINDS[kind],
  specifier,
  publicBody: isPublic,
  uusimaa: inUusimaa,
});

function target(scope: DenialScope): Target {
  switch (scope.at) {
    case 'allHealth':
    case 'uusimaa':
      return scope.at;
    case 'serviceEvent':
      return { event: scope.oid };
    case 'provider':
      return { provider: scope.controllerOid };
    case 'register':
      return {
        register: { controller: scope.controllerOid, kind: KINDS[scope.kind], specifier: scope.specifier },
      };
    case 'socialDocument':
      return { document: scope.oid };
    case 'socialService':
      return { task: scope.serviceTask };
    case 'socialController':
      return { socialController: scope.controllerOid };
  }
}

/** Outcome, rule and log in one line, as the client's decision is written for comparison. */
export function serviceSays(request: DisclosureRequest, document: DisclosedDocument, given: Wills): string {
  const open = <T extends Readonly<{ withdrawnAt: string | null }>>(all: readonly T[]): readonly T[] =>
    all.filter(({ withdrawnAt }) => withdrawnAt === null || withdrawnAt > request.at);
  const { authorisation: mandate } = request;
  const inForce: InForce = {
    informed: given.informings.map(({ version }) => version),
    consents: open(given.consents).map(({ sector }) => sector),
    crossings: open(given.crossSector).map(({ direction, permit }) => ({
      to: direction === 'healthToSocial' ? 'social' : 'health',
      only:
        permit === null
          ? null
          : {
              fromMs: instantMs(permit.from),
              untilMs: instantMs(permit.until),
              actors: permit.actors,
              classes: permit.classes,
            },
    })),
    denials: open(given.denials).map(({ scope, emergencyUse }) => ({ target: target(scope), emergency: emergencyUse })),
  };
  const ruling = ruleOn(
    {
      atMs: instantMs(request.at),
      into: holder(request.register),
      aim: request.purpose,
      proven: request.isIdentified,
      roleMaySee: request.hasAccessRight,
      relation: request.hasRelationship,
      instead: request.specialReason,
      because: request.reason,
      statute: request.statute,
      mandate:
        mandate === null
          ? null
          : {
              id: mandate.id,
              controller: mandate.controllerOid,
              fromMs: instantMs(mandate.from),
              untilMs: instantMs(mandate.until),
              events: mandate.serviceEvents,
            },
    },
    {
      oid: document.oid,
      sort: document.kind,
      from: holder(document.register),
      event: document.serviceEventOid,
      task: document.serviceTask,
      dataClass: document.dataClass,
      newest: document.state === 'current',
      minor: document.minorDisclosure,
    },
    inForce,
  );
  const outcome = { yes: 'permit', no: 'filter', refused: 'deny' }[ruling.see];
  return [outcome, ruling.rule, ruling.log].join(' ');
}
