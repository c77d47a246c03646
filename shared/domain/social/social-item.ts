import { type DisclosureKind, type ServiceTask, type StructureId } from '../../codes/social-welfare.ts';
import { type Language } from '../../kernel/language.ts';
import { type Oid } from '../../kernel/oid.ts';
import { type Instant, type LocalDate } from '../../kernel/time.ts';

/** What the Client Data Repository for Social Welfare holds of a client: relationship, cases, documents, notifications. */
export const SOCIAL_KINDS = ['relationship', 'case', 'document', 'disclosure'] as const;
export type SocialKind = (typeof SOCIAL_KINDS)[number];

/** A producer's unit that may use the organiser's register for this client, both days included. */
export type RegisterAccess = Readonly<{ unitOid: Oid; from: LocalDate; until: LocalDate | null }>;

/** One field of a structure as it was written, with its name for the display form. */
export type WrittenField = Readonly<{ id: string; label: string; text: string }>;

export type SocialItem = Readonly<{
  kind: SocialKind;
  oid: Oid;
  /** The same in all versions. */
  setId: Oid;
  version: number;
  replaces: Oid | null;
  /** In whose client register it stands: the organiser's, also when a producer wrote it. */
  controllerOid: Oid;
  /** Where it was written. */
  unitOid: Oid;
  identityCode: string;
  serviceTask: ServiceTask;
  /** Set of the client relationship; null in the relationship itself. */
  relationship: Oid | null;
  /** Set of the case; null in relationships and cases. */
  caseSet: Oid | null;
  structure: StructureId | null;
  title: string;
  fields: readonly WrittenField[];
  access: readonly RegisterAccess[];
  author: Readonly<{ registrationNumber: string; name: string }>;
  createdAt: Instant;
  language: Extract<Language, 'fi' | 'sv'>;
  /** What the client sees in MyKanta, and from when. The ground of hiding stays in the own log. */
  citizen: SocialShowing;
  /** An emptied last version: nothing follows it. */
  annulled: boolean;
  /** Of a disclosure: its kind and its day. */
  disclosure?: Readonly<{ kind: DisclosureKind; on: LocalDate }>;
}>;

/** `local`: written before the organisation's first day in the repository, so it stays here for good. */
export type SocialState = 'queued' | 'accepted' | 'rejected' | 'local';

/** Shown at once, from a day on, or for a legal reason never. */
export type SocialShowing = 'now' | 'never' | LocalDate;

/** A client document as it is being written. */
export type SocialDraft = Readonly<{
  structure: StructureId;
  caseSet: Oid;
  /** The version that this one takes the place of; null for a new document. */
  replaces: Oid | null;
  fields: Readonly<Record<string, string>>;
  /** Left out: shown at once. Anything else has its ground. */
  citizen?: Readonly<{ showing: SocialShowing; reason: string }>;
}>;
