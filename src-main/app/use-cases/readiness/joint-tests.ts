import { type JointTestResult } from '../../../../shared/domain/oversight/readiness.ts';
import { type Professional } from '../../../../shared/domain/people/person.ts';
import { oid } from '../../../../shared/kernel/oid.ts';
import { type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { contextOf } from '../../session/query-context.ts';

type Ports = Pick<Environment, 'roles' | 'repository' | 'newUuid'>;

/** Kaisa Esimerkki of the practice population, and a code that nobody has; both of the 900 series. */
const KNOWN_PERSON = '120468-912X';
const NOBODY = '010101-999X';
/** No organisation: an OID of the example arc. */
const FOREIGN = oid('2.999.246.99.1');

type Answer = Result<unknown, Readonly<{ code: string }>>;
type Case = Readonly<{ id: string; ask(): Promise<Answer>; expects(answer: Answer): boolean }>;

/**
 * Questions whose right answers are known in the practice world, asked through the same ports as the daily work. They change
 * nothing in the services, so that they may be run as often as one likes.
 */
export async function runJointTests(ports: Ports, who: Professional): Promise<readonly JointTestResult[]> {
  const context = contextOf(ports, who, '99', '');
  const organisation = who.organisation.oid;
  const cases: readonly Case[] = [
    {
      id: 'controllers',
      ask: () => ports.roles.controllers(context),
      expects: answer => answer.ok && (answer.value as readonly unknown[]).length > 0,
    },
    {
      id: 'ownRight',
      ask: () => ports.roles.rightOf(who.registrationNumber, organisation, context),
      expects: answer => answer.ok && (answer.value as { inForce?: boolean } | null)?.inForce === true,
    },
    {
      id: 'strangersRight',
      ask: () => ports.roles.rightOf('00999999999', organisation, context),
      expects: answer => answer.ok && answer.value === null,
    },
    {
      id: 'knownPerson',
      ask: () => ports.repository.findPatient(KNOWN_PERSON, context),
      expects: answer => answer.ok && answer.value !== null,
    },
    {
      id: 'unknownPerson',
      ask: () => ports.repository.findPatient(NOBODY, context),
      expects: answer => answer.ok && answer.value === null,
    },
    {
      id: 'foreignOrganisation',
      ask: () => ports.repository.findPatient(KNOWN_PERSON, { ...context, organisationOid: FOREIGN, unitOid: FOREIGN }),
      expects: answer => !answer.ok,
    },
  ];
  const results: JointTestResult[] = [];
  for (const { id, ask, expects } of cases) {
    const answer = await ask();
    results.push({ id, passed: expects(answer), code: answer.ok ? null : answer.error.code });
  }
  return results;
}
