import { z } from 'zod';
import { type CovidCertificate, type CovidUnreadable } from '../../../shared/domain/covid/covid-certificate.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { isLocalDate } from '../../../shared/kernel/time.ts';
import { cborValue } from './cose.ts';

/** The claims of a CWT (RFC 8392) and the certificate in it (hcert-spec 1.0.8, section 3.3). Times are Unix seconds. */
export type Claims = Readonly<{
  issuerCountry: string;
  issuedAtMs: number | null;
  expiresAtMs: number;
  content: unknown;
}>;

const CLAIM = { issuer: 1, expires: 4, issuedAt: 6, certificate: -260 } as const;
const EU_DCC = 1;
const LATEST_S = 253_402_300_799;

const seconds = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= LATEST_S ? value * 1000 : null;

export function readClaims(payload: Uint8Array): Result<Claims, CovidUnreadable> {
  const claims = cborValue(payload);
  if (!(claims instanceof Map)) return fail('claims');
  const expiresAtMs = seconds(claims.get(CLAIM.expires));
  const holder: unknown = claims.get(CLAIM.certificate);
  const content: unknown = holder instanceof Map ? holder.get(EU_DCC) : undefined;
  if (expiresAtMs === null || content === undefined) return fail('claims');
  const issuer: unknown = claims.get(CLAIM.issuer);
  return ok({
    issuerCountry: typeof issuer === 'string' && /^[A-Z]{2,3}$/.test(issuer) ? issuer : '',
    issuedAtMs: seconds(claims.get(CLAIM.issuedAt)),
    expiresAtMs,
    content,
  });
}

const line = (max = 80) => z.string().max(max);
const code = z.string().min(1).max(80);
const day = z
  .string()
  .max(40)
  // Some issuers wrote a time behind the day; only the day counts (schema 1.3.0, release notes).
  .transform(text => text.slice(0, 10))
  .refine(isLocalDate);
const event = { tg: code, co: z.string().regex(/^[A-Z]{1,10}$/), is: line(), ci: line() };
const doses = z.number().int().min(1).max(99);
const vaccination = z.object({ ...event, vp: code, mp: code, ma: code, dn: doses, sd: doses, dt: day });
const sampled = z
  .string()
  .max(40)
  .refine(text => !Number.isNaN(Date.parse(text)));
const test = z.object({
  ...event,
  tt: code,
  nm: line().optional(),
  ma: line().optional(),
  sc: sampled,
  tr: code,
  tc: line().optional(),
});
const recovery = z.object({ ...event, fr: day, df: day, du: day });
const standard = z
  .string()
  .regex(/^[A-Z<]*$/)
  .max(80);
const one = <T extends z.ZodType>(item: T) => z.array(item).length(1).optional();

/** DCC schema 1.3: one person, one event; unknown fields are allowed and ignored. */
const dcc = z
  .object({
    ver: z.string().regex(/^\d+\.\d+\.\d+$/),
    nam: z.object({
      fn: line().optional(),
      gn: line().optional(),
      fnt: standard.optional(),
      gnt: standard.optional(),
    }),
    dob: z
      .string()
      .regex(/^((19|20)\d\d(-\d\d){0,2}(T[\d:.Z+-]*)?)?$/)
      .transform(text => text.slice(0, 10)),
    v: one(vaccination).nullable(),
    t: one(test).nullable(),
    r: one(recovery).nullable(),
  })
  .refine(({ nam }) => (nam.fnt ?? '') !== '' || (nam.gnt ?? '') !== '')
  .refine(({ v, t, r }) => [v, t, r].filter(list => list !== undefined && list !== null).length === 1);

type Event = CovidCertificate['event'];
type Content = z.output<typeof dcc>;

function eventOf({ v, t, r }: Content): Event | null {
  const [given] = v ?? [];
  if (given !== undefined)
    return {
      kind: 'vaccination',
      ...commonOf(given),
      vaccine: given.vp,
      product: given.mp,
      holder: given.ma,
      dose: given.dn,
      doses: given.sd,
      date: given.dt,
    };
  const [taken] = t ?? [];
  if (taken !== undefined)
    return {
      kind: 'test',
      ...commonOf(taken),
      testType: taken.tt,
      name: taken.nm ?? '',
      device: taken.ma ?? '',
      centre: taken.tc ?? '',
      sampledAt: taken.sc,
      result: taken.tr,
    };
  const [healed] = r ?? [];
  return healed === undefined
    ? null
    : { kind: 'recovery', ...commonOf(healed), firstPositive: healed.fr, from: healed.df, until: healed.du };
}

const commonOf = ({ tg, co, is, ci }: Readonly<{ tg: string; co: string; is: string; ci: string }>) => ({
  disease: tg,
  country: co,
  issuer: is,
  identifier: ci,
});

/** The certificate in its schema; anything else is `content`. */
export function readContent(content: unknown): Result<CovidCertificate, CovidUnreadable> {
  const read = dcc.safeParse(content);
  if (!read.success) return fail('content');
  const event = eventOf(read.data);
  if (event === null) return fail('content');
  const { nam, ver, dob } = read.data;
  return ok({
    version: ver,
    familyName: nam.fn ?? '',
    givenName: nam.gn ?? '',
    familyNameStandard: nam.fnt ?? '',
    givenNameStandard: nam.gnt ?? '',
    birthDate: dob,
    event,
  });
}
