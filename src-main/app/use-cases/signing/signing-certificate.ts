import { type Professional } from '../../../../shared/domain/people/person.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { type Environment } from '../../environment.ts';
import { type CardCertificate } from '../../ports/signing-card.port.ts';

/** The certificate that may sign for this professional now, or why none may. */
export function signingCertificate(env: Environment, professional: Professional): Result<CardCertificate, Failure> {
  const card = env.card.present();
  if (card === null) return fail({ code: 'CARD-0104' });
  if (card.registrationNumber !== professional.registrationNumber) return fail({ code: 'CARD-0106' });
  const certificate = card.certificates.find(c => c.purpose === 'signing');
  if (certificate === undefined) return fail({ code: 'CARD-0107' });
  const judged = env.trust.judge(certificate.der, 'signing', env.clock.nowMs());
  return judged.ok ? ok(certificate) : judged;
}
