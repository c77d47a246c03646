/** A value of a code system that is no closed list of ours: its code, the system's OID and the name that stood beside it. */
export type Coded = Readonly<{ code: string; system: string; name: string }>;

/** A word of a code system, with its code where one is known; without one the word travels as text. */
export type CodedWord = Readonly<{ code: string | null; name: string }>;
