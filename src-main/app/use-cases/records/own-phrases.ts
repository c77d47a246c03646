import { type OwnPhrases, ownPhrases } from '../../../../shared/contract/records.contract.ts';
import { type RecordHeading } from '../../../../shared/domain/records/record.ts';
import { type Failure } from '../../../../shared/kernel/error-codes.ts';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import { storedText } from '../../../../shared/kernel/text.ts';
import { type Environment } from '../../environment.ts';
import { type Desk } from '../../session/session.ts';

/** More than this under one heading nobody finds any more. */
const MOST_PER_HEADING = 50;

const keyOf = (desk: Desk): string => `phrases.${desk.professional.registrationNumber}`;

/** Phrases of this person at this workstation; what cannot be read is none. */
export function phrasesOf(env: Environment, desk: Desk): OwnPhrases {
  const read = ownPhrases.safeParse(env.store.read(tx => tx.settings.get(keyOf(desk))));
  return read.success ? read.data : {};
}

/** Keeps a phrase behind the others, once; or takes it out. */
export function keepPhrase(
  env: Environment,
  desk: Desk,
  wanted: Readonly<{ heading: RecordHeading; text: string; keep: boolean }>,
): Result<OwnPhrases, Failure<'REC-0008'>> {
  const text = storedText(wanted.text).trim();
  const phrases = phrasesOf(env, desk);
  const others = (phrases[wanted.heading] ?? []).filter(phrase => phrase !== text);
  if (text === '' || (wanted.keep && others.length >= MOST_PER_HEADING)) return fail({ code: 'REC-0008' });
  const after: OwnPhrases = { ...phrases, [wanted.heading]: wanted.keep ? [...others, text] : others };
  env.store.write(tx => tx.settings.put(keyOf(desk), after));
  return ok(after);
}
